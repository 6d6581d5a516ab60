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

/** Finds drafts that nobody works on and says so, once a turn and silence; never while sealing. */
@ApplicationScoped
public class IdleDrafts {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    OutboxEvent[] events =
        tx
            .run(
                "UPDATE draft SET idle_told = now() WHERE version IN (SELECT version FROM draft"
                    + " WHERE state = 'OPEN' AND touched < $1 AND (idle_told IS NULL OR idle_told <"
                    + " touched) ORDER BY version LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING"
                    + " version, epoch, touched",
                Columns.time(Instant.now().minus(config.draftIdle())),
                1000)
            .stream()
            .map(
                row ->
                    new DraftIdle(
                        row.getUUID("version"), row.getLong("epoch"), Columns.time(row, "touched")))
            .map(idle -> OutboxEvent.of(Topic.UPLOADS, idle.version(), EventType.DRAFT_IDLE, idle))
            .toArray(OutboxEvent[]::new);
    if (events.length > 0) {
      Outbox.append(tx.connection(), events).await().atMost(PATIENCE);
    }
  }
}
