package io.lamella.upload.migration;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.MigrationProgressed;
import io.lamella.contracts.event.MigrationRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.kit.outbox.Outbox;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.pack.PackRow;
import io.lamella.upload.pack.Packs;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of migrations and of what they leave behind. */
@ApplicationScoped
class Migrations {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final UploadConfig config;

  @Inject
  Migrations(UploadConfig config) {
    this.config = config;
  }

  /** How the packs of a domain stand. */
  record Standing(long packs, long moved, long bytes, long movedBytes, boolean whole) {}

  /** Writes a migration down, once: new packs of its domain go to its target from now on. */
  void begin(Transaction tx, MigrationRequested request) {
    tx.run(
        "INSERT INTO migration (id, domain, target, keep) VALUES ($1, $2, $3, $4) ON CONFLICT DO"
            + " NOTHING",
        request.migration(),
        Columns.domain(request.domain()),
        request.target(),
        request.keep());
  }

  /** Claims a migration that nobody works on. */
  Optional<Migration> claim(Transaction tx) {
    UUID claim = UUID.randomUUID();
    Optional<Row> row =
        tx.first(
            "UPDATE migration SET claimed_by = $1, claimed_until = now() + $2::bigint * interval '1"
                + " millisecond' WHERE id = (SELECT id FROM migration WHERE state = 'RUNNING' AND"
                + " not_before <= now() AND (claimed_until IS NULL OR claimed_until < now()) ORDER"
                + " BY turn LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, domain, target, keep",
            claim,
            config.migration().claim().toMillis());
    return row.map(
        r ->
            new Migration(
                r.getUUID("id"),
                Columns.domain(r.getUUID("domain")),
                r.getString("target"),
                r.getBoolean("keep"),
                claim));
  }

  /** Extends a claim; false when it is not held any more. */
  boolean renew(Transaction tx, Migration migration) {
    return tx.change(
            "UPDATE migration SET claimed_until = now() + $3::bigint * interval '1 millisecond'"
                + " WHERE id = $1 AND claimed_by = $2 AND state = 'RUNNING'",
            migration.id(),
            migration.claim(),
            config.migration().claim().toMillis())
        == 1;
  }

  /** The next packs, behind {@code after}, that lie elsewhere. */
  List<PackRow> next(Transaction tx, Migration migration, long after, int limit) {
    return tx
        .run(
            "SELECT "
                + Packs.COLUMNS
                + " FROM pack WHERE domain = $1 AND store <> $2 AND state IN ('LIVE', 'CONDEMNED')"
                + " AND pack_no > $3 ORDER BY pack_no LIMIT $4",
            Columns.domain(migration.domain()),
            migration.target(),
            after,
            limit)
        .stream()
        .map(Packs::rowOf)
        .toList();
  }

  /**
   * Keeps what lies in a pack's new store from being removed there as an old copy of it. Waits for
   * who is just removing it.
   */
  void expect(Transaction tx, PackRow pack, String target) {
    lock(tx, pack);
    tx.run("DELETE FROM old_copy WHERE pack_no = $1 AND store = $2", pack.number(), target);
  }

  /** The pack lies in its new store; what is left in the former one goes after a while. */
  void moved(Transaction tx, Migration migration, PackRow pack) {
    renew(tx, migration);
    lock(tx, pack);
    int changed =
        tx.change(
            "UPDATE pack SET store = $3 WHERE pack_no = $1 AND store = $2",
            pack.number(),
            pack.store(),
            migration.target());
    if (changed == 1 && !migration.keep()) {
      tx.run(
          "INSERT INTO old_copy (pack_no, store, after) VALUES ($1, $2, now() + $3::bigint *"
              + " interval '1 millisecond') ON CONFLICT (pack_no, store) DO UPDATE SET after ="
              + " excluded.after",
          pack.number(),
          pack.store(),
          config.migration().grace().toMillis());
    }
  }

  private static void lock(Transaction tx, PackRow pack) {
    tx.run("SELECT 1 FROM pack WHERE pack_no = $1 FOR UPDATE", pack.number());
  }

  /** How the packs stand; whole when none lies elsewhere, nor is being written there. */
  Standing standing(Transaction tx, Migration migration) {
    Row row =
        tx.first(
                "SELECT count(*) FILTER (WHERE live) AS packs, count(*) FILTER (WHERE live AND"
                    + " here) AS moved, coalesce(sum(bytes) FILTER (WHERE live), 0)::bigint AS"
                    + " bytes, coalesce(sum(bytes) FILTER (WHERE live AND here), 0)::bigint AS"
                    + " moved_bytes, count(*) FILTER (WHERE NOT here) = 0 AS whole FROM (SELECT"
                    + " bytes, store = $2 AS here, state IN ('LIVE', 'CONDEMNED') AS live FROM pack"
                    + " WHERE domain = $1 AND state <> 'TOMBSTONE') AS p",
                Columns.domain(migration.domain()),
                migration.target())
            .orElseThrow();
    return new Standing(
        row.getLong("packs"),
        row.getLong("moved"),
        row.getLong("bytes"),
        row.getLong("moved_bytes"),
        row.getBoolean("whole"));
  }

  /** Tells how far a migration that is held has come. */
  void tell(Transaction tx, Migration migration, @Nullable String problem) {
    tell(tx, migration, standing(tx, migration), false, problem);
  }

  /**
   * Ends a held migration whose packs are all there, and says so; else lets go of it for {@code
   * pause}.
   *
   * @return whether it has ended
   */
  boolean end(Transaction tx, Migration migration, @Nullable String problem, Duration pause) {
    Standing standing = standing(tx, migration);
    int held =
        tx.change(
            "UPDATE migration SET claimed_by = NULL, claimed_until = NULL, problem = $3, state ="
                + " CASE WHEN $4::boolean THEN 'DONE' ELSE state END, not_before = now() +"
                + " $5::bigint * interval '1 millisecond' WHERE id = $1 AND claimed_by = $2 AND"
                + " state = 'RUNNING'",
            migration.id(),
            migration.claim(),
            problem,
            standing.whole(),
            pause.toMillis());
    if (held == 1) {
      tell(tx, migration, standing, standing.whole(), problem);
    }
    return held == 1 && standing.whole();
  }

  private static void tell(
      Transaction tx,
      Migration migration,
      Standing standing,
      boolean done,
      @Nullable String problem) {
    MigrationProgressed news =
        new MigrationProgressed(
            migration.id(),
            standing.packs(),
            standing.moved(),
            standing.bytes(),
            standing.movedBytes(),
            done,
            problem);
    Outbox.append(
            tx.connection(),
            OutboxEvent.of(Topic.UPLOADS, migration.id(), EventType.MIGRATION_PROGRESSED, news))
        .await()
        .atMost(PATIENCE);
  }
}
