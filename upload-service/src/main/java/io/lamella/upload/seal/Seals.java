package io.lamella.upload.seal;

import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.SealRequested;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.kit.trace.TraceParent;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Transaction;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The tables of seals and manifests. */
@ApplicationScoped
class Seals {
  /** Channel on which new seals are told. */
  static final String CHANNEL = "seals";

  private final UploadConfig config;

  @Inject
  Seals(UploadConfig config) {
    this.config = config;
  }

  /** What was made of a (version, epoch), if it was sealed. */
  Optional<VersionSealed> sealed(Transaction tx, UUID version, long epoch) {
    return tx.first(
            "SELECT sealed::text AS sealed FROM manifest WHERE version = $1 AND epoch = $2",
            version,
            epoch)
        .map(row -> Columns.json(row, "sealed", VersionSealed.class));
  }

  /** Why a (version, epoch) could not be sealed, if that was told. */
  Optional<SealFailed> failed(Transaction tx, UUID version, long epoch) {
    return tx.first(
            "SELECT failure::text AS failure FROM seal WHERE version = $1 AND epoch = $2 AND"
                + " state = 'FAILED'",
            version,
            epoch)
        .map(row -> Columns.json(row, "failure", SealFailed.class));
  }

  /** Writes a seal down, once, with the trace of who asks, and wakes the sealers. */
  void ask(Transaction tx, SealRequested request, long lastRun) {
    tx.run(
        "INSERT INTO seal (version, epoch, request, last_run, traceparent) VALUES ($1, $2,"
            + " $3::text::jsonb, $4, $5) ON CONFLICT DO NOTHING",
        request.version(),
        request.epoch(),
        Columns.json(request),
        lastRun,
        TraceParent.here());
    tx.run("SELECT pg_notify($1, '')", CHANNEL);
  }

  /** Claims the seal that has waited longest and that nobody works on. */
  Optional<SealTask> claim(Transaction tx) {
    UUID claim = UUID.randomUUID();
    Optional<Row> row =
        tx.first(
            "UPDATE seal SET claimed_by = $1, claimed_until = now() + $2::bigint * interval '1"
                + " millisecond', claims = claims + 1 WHERE (version, epoch) = (SELECT"
                + " version, epoch FROM seal WHERE state = 'PENDING' AND not_before <= now() AND"
                + " (claimed_until IS NULL OR claimed_until < now()) ORDER BY not_before LIMIT 1"
                + " FOR UPDATE SKIP LOCKED) RETURNING request::text AS request, last_run, claims,"
                + " attempts, traceparent",
            claim,
            config.sealing().claim().toMillis());
    return row.map(
        r ->
            new SealTask(
                Columns.json(r, "request", SealRequested.class),
                r.getLong("last_run"),
                claim,
                r.getInteger("claims"),
                r.getInteger("attempts"),
                r.getString("traceparent")));
  }

  /** Extends a claim; false when it is not held any more. */
  boolean renew(Transaction tx, SealTask task) {
    return tx.change(
            "UPDATE seal SET claimed_until = now() + $4::bigint * interval '1 millisecond' WHERE"
                + " version = $1 AND epoch = $2 AND claimed_by = $3 AND state = 'PENDING'",
            task.version(),
            task.epoch(),
            task.claim(),
            config.sealing().claim().toMillis())
        == 1;
  }

  /** Locks the row of a claim; false when it is not held any more. */
  boolean hold(Transaction tx, SealTask task) {
    return tx.first(
            "SELECT 1 FROM seal WHERE version = $1 AND epoch = $2 AND claimed_by = $3 AND state ="
                + " 'PENDING' FOR UPDATE",
            task.version(),
            task.epoch(),
            task.claim())
        .isPresent();
  }

  /** Lets go of a claim that ended without a result; tried again after {@code pause}. */
  void retry(Transaction tx, SealTask task, Duration pause) {
    tx.run(
        "UPDATE seal SET claimed_by = NULL, claimed_until = NULL, attempts = attempts + 1,"
            + " not_before = now() + $4::bigint * interval '1 millisecond' WHERE version = $1 AND"
            + " epoch = $2 AND claimed_by = $3 AND state = 'PENDING'",
        task.version(),
        task.epoch(),
        task.claim(),
        pause.toMillis());
  }

  /** Ends a held seal that became a manifest. */
  void done(Transaction tx, SealTask task, VersionSealed sealed) {
    tx.run(
        "INSERT INTO manifest (version, epoch, domain, digest, root, sealed) VALUES ($1, $2, $3,"
            + " decode($4, 'hex'), $5::text::jsonb, $6::text::jsonb)",
        task.version(),
        task.epoch(),
        Columns.domain(task.request().domain()),
        sealed.digest(),
        Columns.json(sealed.root()),
        Columns.json(sealed));
    end(tx, task, "SEALED");
  }

  /** Ends a held seal that failed for good. */
  void fail(Transaction tx, SealTask task, SealFailed failure) {
    tx.run(
        "UPDATE seal SET failure = $3::text::jsonb WHERE version = $1 AND epoch = $2",
        task.version(),
        task.epoch(),
        Columns.json(failure));
    end(tx, task, "FAILED");
  }

  /** Ends a held seal that nobody asks for any more. */
  void supersede(Transaction tx, SealTask task) {
    end(tx, task, "SUPERSEDED");
  }

  private static void end(Transaction tx, SealTask task, String state) {
    tx.run(
        "UPDATE seal SET state = $3, claimed_by = NULL, claimed_until = NULL WHERE version = $1"
            + " AND epoch = $2",
        task.version(),
        task.epoch(),
        state);
  }

  /** Number of seals that wait or are worked on. */
  long pending(Transaction tx) {
    return tx.first("SELECT count(*) AS n FROM seal WHERE state = 'PENDING'")
        .orElseThrow()
        .getLong("n");
  }
}
