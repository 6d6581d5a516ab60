package io.lamella.upload.draft;

import io.lamella.contracts.event.DraftIdle;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.kit.outbox.Outbox;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;

/**
 * Finds drafts that nobody works on, or that nobody ever opened, and says so, once a turn and
 * silence; never while sealing.
 */
@ApplicationScoped
public class IdleDrafts {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int BATCH = 1000;
  private static final String UNTOUCHED =
      """
      UPDATE draft SET idle_told = now() WHERE version IN (
        SELECT version FROM draft
        WHERE state = 'OPEN' AND touched < $1 AND (idle_told IS NULL OR idle_told < touched)
        ORDER BY version LIMIT $2 FOR UPDATE SKIP LOCKED)
      RETURNING version, epoch, touched AS since
      """;

  /** Of those that somebody has opened meanwhile the draft itself tells. */
  private static final String UNOPENED =
      """
      WITH due AS (
        DELETE FROM draft_announced WHERE version IN (
          SELECT version FROM draft_announced WHERE at < $1
          ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING version, epoch, at AS since)
      SELECT version, epoch, since FROM due WHERE NOT EXISTS (
        SELECT FROM draft d WHERE d.version = due.version AND d.epoch >= due.epoch)
      """;

  private final Database database;
  private final UploadConfig config;

  @Inject
  IdleDrafts(Database database, UploadConfig config) {
    this.database = database;
    this.config = config;
  }

  @Scheduled(
      every = "${lamella.draft-idle-check}",
      delayed = "${lamella.draft-idle-check}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    if (config.roles().contains(ServiceRole.UPLOAD)) {
      database.transact(this::tell);
    }
  }

  private void tell(Transaction tx) {
    OffsetDateTime before = Columns.time(Instant.now().minus(config.draftIdle()));
    OutboxEvent[] events =
        Stream.of(UNTOUCHED, UNOPENED)
            .flatMap(idle -> tx.run(idle, before, BATCH).stream())
            .map(
                row ->
                    new DraftIdle(
                        row.getUUID("version"), row.getLong("epoch"), Columns.time(row, "since")))
            .map(idle -> OutboxEvent.of(Topic.UPLOADS, idle.version(), EventType.DRAFT_IDLE, idle))
            .toArray(OutboxEvent[]::new);
    if (events.length > 0) {
      Outbox.append(tx.connection(), events).await().atMost(PATIENCE);
    }
  }
}
