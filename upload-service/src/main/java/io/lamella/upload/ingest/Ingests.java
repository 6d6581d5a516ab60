package io.lamella.upload.ingest;

import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.event.IngestPlanned;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.kit.trace.TraceParent;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of ingests. */
@ApplicationScoped
class Ingests {
  /** Channel on which new plans are told. */
  static final String CHANNEL = "ingests";

  /** So many misses are told; the table has the rest. */
  static final int TOLD = 1_000;

  private static final int TOLD_BYTES = 600 << 10;

  /** Names of fields and punctuation. */
  private static final int FRAME = 100;

  private final UploadConfig config;

  @Inject
  Ingests(UploadConfig config) {
    this.config = config;
  }

  /**
   * Writes a plan down and wakes the planners. A later attempt loads again what was missed, or, of
   * an attempt that did not try all of it, everything. An earlier one, or the same, changes
   * nothing.
   *
   * @return the same attempt, if it is known: somebody asks again
   */
  Optional<Ingest> plan(Transaction tx, IngestPlanned plan) {
    Optional<Ingest> before = lock(tx, plan.ingest());
    if (before.isEmpty()) {
      tx.run(
          "INSERT INTO ingest (id, version, epoch, attempt, plan, traceparent) VALUES ($1, $2, $3,"
              + " $4, $5::text::jsonb, $6) ON CONFLICT DO NOTHING",
          plan.ingest(),
          plan.ticket().version(),
          plan.ticket().epoch(),
          plan.attempt(),
          Columns.json(plan),
          TraceParent.here());
    } else if (before.get().attempt() < plan.attempt()) {
      again(tx, before.get(), plan);
    }
    tx.run("SELECT pg_notify($1, '')", CHANNEL);
    return before.filter(known -> known.attempt() == plan.attempt());
  }

  private void again(Transaction tx, Ingest before, IngestPlanned plan) {
    boolean missesOnly =
        before.state() == Ingest.State.LOADED
            && failure(tx, before.id()) == null
            && tx.first("SELECT 1 FROM ingest_miss WHERE ingest = $1 AND file IS NULL", before.id())
                .isEmpty();
    tx.run("DELETE FROM ingest_item WHERE ingest = $1", before.id());
    tx.run("DELETE FROM ingest_split WHERE ingest = $1", before.id());
    tx.run(
        "UPDATE ingest SET epoch = $2, attempt = $3, plan = $4::text::jsonb, state = 'PLANNING',"
            + " misses_only = $5, source = 0, position = NULL, items = 0, split_items = 0, done_items = 0, tries ="
            + " 0, told = NULL, claimed_by = NULL, claimed_until = NULL, not_before = now(), failure ="
            + " NULL, suspected = NULL, traceparent = $6, updated = now() WHERE id = $1",
        before.id(),
        plan.ticket().epoch(),
        plan.attempt(),
        Columns.json(plan),
        missesOnly,
        TraceParent.here());
    if (!missesOnly) {
      tx.run("DELETE FROM ingest_miss WHERE ingest = $1", before.id());
      tx.run(
          "UPDATE ingest SET cleared = false, files = 0, bytes = 0, done_files = 0, done_bytes = 0,"
              + " failed_files = 0 WHERE id = $1",
          before.id());
    }
  }

  Optional<Ingest> find(Transaction tx, UUID id) {
    return tx.first("SELECT " + Ingest.COLUMNS + " FROM ingest WHERE id = $1", id).map(Ingest::of);
  }

  private Optional<Ingest> lock(Transaction tx, UUID id) {
    return tx.first("SELECT " + Ingest.COLUMNS + " FROM ingest WHERE id = $1 FOR UPDATE", id)
        .map(Ingest::of);
  }

  /** Nobody wants the rest of it. */
  void cancel(Transaction tx, UUID id) {
    tx.run(
        "UPDATE ingest SET state = 'CANCELLED', claimed_by = NULL, updated = now() WHERE id = $1"
            + " AND state <> 'LOADED'",
        id);
  }

  /** Claims the ingest whose sources have waited longest to be listed. */
  Optional<Ingest> claim(Transaction tx, UUID claim) {
    return tx.first(
            "UPDATE ingest SET claimed_by = $1, claimed_until = now() + $2::bigint * interval '1"
                + " millisecond' WHERE id = (SELECT id FROM ingest WHERE state = 'PLANNING' AND"
                + " not_before <= now() AND (claimed_until IS NULL OR claimed_until < now()) ORDER"
                + " BY not_before LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING "
                + Ingest.COLUMNS,
            claim,
            config.ingest().claim().toMillis())
        .map(Ingest::of);
  }

  /** Locks the row of a claim and extends it; empty when it is not held any more. */
  Optional<Ingest> hold(Transaction tx, UUID id, UUID claim) {
    return tx.first(
            "UPDATE ingest SET claimed_until = now() + $3::bigint * interval '1 millisecond' WHERE"
                + " id = $1 AND claimed_by = $2 AND state = 'PLANNING' RETURNING "
                + Ingest.COLUMNS,
            id,
            claim,
            config.ingest().claim().toMillis())
        .map(Ingest::of);
  }

  /** Lets go of a held claim; it is taken up again after {@code pause}. */
  void release(Transaction tx, UUID id, UUID claim, Duration pause, boolean failed) {
    tx.run(
        "UPDATE ingest SET claimed_by = NULL, claimed_until = NULL, tries = CASE WHEN $4 THEN tries"
            + " + 1 ELSE tries END, not_before = now() + $3::bigint * interval '1 millisecond'"
            + " WHERE id = $1 AND claimed_by = $2",
        id,
        claim,
        pause.toMillis(),
        failed);
  }

  /** Whether another ingest waits for a planner. */
  boolean othersWait(Transaction tx) {
    return tx.first(
            "SELECT 1 FROM ingest WHERE state = 'PLANNING' AND not_before <= now() AND"
                + " (claimed_until IS NULL OR claimed_until < now()) LIMIT 1")
        .isPresent();
  }

  /** Notes of a held ingest what was told, and where its listing stands. */
  void advance(
      Transaction tx, UUID id, int items, long files, long bytes, int source, @Nullable String at) {
    tx.run(
        "UPDATE ingest SET items = items + $2, files = files + $3, bytes = bytes + $4, source = $5,"
            + " position = $6, tries = 0, updated = now() WHERE id = $1",
        id,
        items,
        files,
        bytes,
        source,
        at);
  }

  /** All items of a held ingest are told. */
  Ingest planned(Transaction tx, UUID id) {
    return tx.first(
            "UPDATE ingest SET state = 'LOADING', claimed_by = NULL, claimed_until = NULL, updated"
                + " = now() WHERE id = $1 RETURNING "
                + Ingest.COLUMNS,
            id)
        .map(Ingest::of)
        .orElseThrow();
  }

  /** Notes, once, that what is to be replaced is gone from the draft. */
  boolean clear(Transaction tx, UUID id) {
    return tx.change("UPDATE ingest SET cleared = true WHERE id = $1 AND NOT cleared", id) == 1;
  }

  /** Makes room for items of a file that is split; their numbers begin with the one answered. */
  int addSplit(Transaction tx, UUID id, int items) {
    return tx.first(
            "UPDATE ingest SET items = items + $2, split_items = split_items + $2 WHERE id = $1"
                + " RETURNING -split_items AS first",
            id,
            items)
        .orElseThrow()
        .getInteger("first");
  }

  /** Notes an item's end, once; false when it is known, or of no use any more. */
  boolean done(Transaction tx, IngestItem item) {
    return tx.change(
            "INSERT INTO ingest_item (ingest, item) SELECT id, $2 FROM ingest WHERE id = $1 AND"
                + " attempt = $3 AND state IN ('PLANNING', 'LOADING') ON CONFLICT DO NOTHING",
            item.ingest(),
            item.item(),
            item.attempt())
        == 1;
  }

  /** Whether an item's end is noted. */
  boolean isDone(Transaction tx, IngestItem item) {
    return tx.first(
            "SELECT 1 FROM ingest_item WHERE ingest = $1 AND item = $2", item.ingest(), item.item())
        .isPresent();
  }

  /** Counts items whose end was noted just now. */
  Ingest count(Transaction tx, UUID id, int items, long files, long bytes, long failed) {
    return tx.first(
            "UPDATE ingest SET done_items = done_items + $2, done_files = done_files + $3,"
                + " done_bytes = done_bytes + $4, failed_files = failed_files + $5, updated = now()"
                + " WHERE id = $1 RETURNING "
                + Ingest.COLUMNS,
            id,
            items,
            files,
            bytes,
            failed)
        .map(Ingest::of)
        .orElseThrow();
  }

  /** Counts files that the listing of a held ingest found and that cannot be loaded. */
  void countFailed(Transaction tx, UUID id, long failed) {
    tx.run(
        "UPDATE ingest SET files = files + $2, failed_files = failed_files + $2 WHERE id = $1",
        id,
        failed);
  }

  /** Writes misses down. */
  void miss(Transaction tx, UUID id, List<Miss> misses) {
    if (misses.isEmpty()) {
      return;
    }
    tx.run(
        "INSERT INTO ingest_miss (ingest, attempt, path, uri, code, detail, file) SELECT i.id,"
            + " i.attempt, m.path, m.uri, m.code, m.detail, m.file::jsonb FROM ingest i,"
            + " unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS m(path, uri,"
            + " code, detail, file) WHERE i.id = $1",
        id,
        misses.stream().map(miss -> miss.told().path()).toArray(String[]::new),
        misses.stream().map(miss -> miss.told().uri()).toArray(String[]::new),
        misses.stream().map(miss -> miss.told().code()).toArray(String[]::new),
        misses.stream().map(miss -> miss.told().detail()).toArray(String[]::new),
        misses.stream()
            .map(miss -> miss.file() == null ? null : Columns.json(miss.file()))
            .toArray(String[]::new));
  }

  /** Takes out what earlier attempts missed, to be loaded again: the first {@code limit}. */
  List<IngestItem.File> takeMissed(Transaction tx, UUID id, int limit) {
    List<IngestItem.File> files = new ArrayList<>();
    tx.run(
            "DELETE FROM ingest_miss WHERE (ingest, number) IN (SELECT m.ingest, m.number FROM"
                + " ingest_miss m JOIN ingest i ON i.id = m.ingest WHERE m.ingest = $1 AND"
                + " m.attempt < i.attempt ORDER BY m.number LIMIT $2) RETURNING file::text AS"
                + " file",
            id,
            limit)
        .forEach(row -> files.add(Columns.json(row, "file", IngestItem.File.class)));
    tx.run(
        "UPDATE ingest SET failed_files = failed_files - $2 WHERE id = $1",
        id,
        (long) files.size());
    return files;
  }

  /** The first misses, as many as fit into a record of Kafka with all that is told of them. */
  List<IngestMiss> missed(Transaction tx, UUID id) {
    List<IngestMiss> fitting = new ArrayList<>();
    int told = 0;
    for (IngestMiss miss : first(tx, id)) {
      told += 3 * (miss.uri().length() + miss.path().length() + miss.detail().length()) + FRAME;
      if (told > TOLD_BYTES) {
        break;
      }
      fitting.add(miss);
    }
    return fitting;
  }

  private static List<IngestMiss> first(Transaction tx, UUID id) {
    return tx
        .run(
            "SELECT uri, path, code, detail FROM ingest_miss WHERE ingest = $1 ORDER BY number"
                + " LIMIT $2",
            id,
            TOLD)
        .stream()
        .map(
            row ->
                new IngestMiss(
                    row.getString("uri"),
                    row.getString("path"),
                    row.getString("code"),
                    row.getString("detail")))
        .toList();
  }

  /** Ends an ingest: nothing more comes of it. */
  void end(Transaction tx, UUID id, @Nullable Failure failure) {
    tx.run(
        "UPDATE ingest SET state = 'LOADED', failure = $2::text::jsonb, claimed_by = NULL,"
            + " claimed_until = NULL, updated = now() WHERE id = $1",
        id,
        failure == null ? null : Columns.json(failure));
  }

  /** Why one that has ended came to no better end; null: all was tried. */
  @Nullable Failure failure(Transaction tx, UUID id) {
    return tx.first(
            "SELECT failure::text AS failure FROM ingest WHERE id = $1 AND failure IS NOT NULL", id)
        .map(row -> Columns.json(row, "failure", Failure.class))
        .orElse(null);
  }

  /**
   * Since when all items are known to be on their topic of an ingest in which nothing has happened
   * for a while; it is noted when it is first asked. Empty: they may be on their way to it, or
   * there are none, or something happens.
   */
  Optional<Instant> suspected(Transaction tx, UUID id, Duration silence) {
    return tx.first(
            "UPDATE ingest SET suspected = CASE WHEN suspected > updated THEN suspected ELSE now()"
                + " END WHERE id = $1 AND state IN ('PLANNING', 'LOADING') AND items > done_items"
                + " AND updated < now() - $2::bigint * interval '1 millisecond' AND NOT EXISTS"
                + " (SELECT 1 FROM outbox WHERE topic = $3 AND starts_with(key, $4)) RETURNING"
                + " suspected",
            id,
            silence.toMillis(),
            Topic.INGEST_ITEMS,
            id + "/")
        .map(row -> Columns.time(row, "suspected"));
  }

  /** Whether it is time to tell how far it has come; then it is noted that it was told. */
  boolean isToBeTold(Transaction tx, UUID id) {
    return tx.change(
            "UPDATE ingest SET told = now() WHERE id = $1 AND (told IS NULL OR told < now() -"
                + " interval '1 second')",
            id)
        == 1;
  }

  /** Items that wait or are worked on. */
  long pending(Transaction tx) {
    return tx.first(
            "SELECT coalesce(sum(items - done_items), 0)::bigint AS n FROM ingest WHERE state IN"
                + " ('PLANNING', 'LOADING')")
        .orElseThrow()
        .getLong("n");
  }

  /** Forgets what ended before a while. */
  int forget(Transaction tx, Duration age) {
    return tx.change(
        "DELETE FROM ingest WHERE state IN ('LOADED', 'CANCELLED') AND updated < now() - $1::bigint"
            + " * interval '1 millisecond'",
        age.toMillis());
  }
}
