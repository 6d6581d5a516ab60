package io.lamella.upload.seal;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.kit.outbox.Outbox;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.upload.database.Transaction;
import java.time.Duration;

/** What is told of seals, in the transaction that makes it true. */
final class SealEvents {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private SealEvents() {}

  static void tell(Transaction tx, VersionSealed sealed) {
    append(tx, OutboxEvent.of(Topic.UPLOADS, sealed.version(), EventType.VERSION_SEALED, sealed));
  }

  static void tell(Transaction tx, SealFailed failed) {
    append(tx, OutboxEvent.of(Topic.UPLOADS, failed.version(), EventType.SEAL_FAILED, failed));
  }

  private static void append(Transaction tx, OutboxEvent event) {
    Outbox.append(tx.connection(), event).await().atMost(PATIENCE);
  }
}
