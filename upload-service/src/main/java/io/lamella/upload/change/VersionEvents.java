package io.lamella.upload.change;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.kit.event.CloudEvent;
import io.lamella.kit.event.Delivery;
import io.lamella.kit.trace.About;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.transfer.Workers;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * What happens to versions opens and closes their drafts. An event opens known drafts only (it does
 * not say where bytes go; a ticket does), and closes those too that are not known yet. Late and
 * doubled events change nothing: the epoch decides.
 */
@ApplicationScoped
public class VersionEvents {
  private final Database database;
  private final Drafts drafts;
  private final Runs runs;
  private final Workers workers;

  @Inject
  VersionEvents(Database database, Drafts drafts, Runs runs, Workers workers) {
    this.database = database;
    this.drafts = drafts;
    this.runs = runs;
    this.workers = workers;
  }

  @Incoming("versions")
  Uni<Void> take(KafkaRecord<String, byte[]> record) {
    return Delivery.take(record, Topic.VERSIONS, workers.background(), this::apply);
  }

  private void apply(CloudEvent event) {
    switch (event.type()) {
      case EventType.VERSION_CREATED:
        created(body(event));
        break;
      case EventType.VERSION_RESUMED:
        resumed(body(event));
        break;
      case EventType.VERSION_ABORTED:
      case EventType.VERSION_FAILED:
        closed(body(event));
        break;
      case EventType.VERSION_FINALIZED:
        finalized(body(event));
        break;
      case EventType.VERSION_DELETED:
        deleted(body(event));
        break;
      default:
        break;
    }
  }

  private static VersionEvent body(CloudEvent event) {
    VersionEvent body = event.body(VersionEvent.class);
    About.version(body.version(), body.dataset());
    return body;
  }

  private void created(VersionEvent event) {
    database.transact(tx -> drafts.announced(tx, event.version(), event.epoch()));
  }

  private void resumed(VersionEvent event) {
    database.transact(tx -> drafts.resumed(tx, event.version(), event.epoch()));
  }

  private void closed(VersionEvent event) {
    database.transact(tx -> drafts.close(tx, event.version(), event.epoch()));
  }

  /** The content is in the manifest now. */
  private void finalized(VersionEvent event) {
    database.transact(
        tx -> {
          drafts.sealed(tx, event.version(), event.epoch());
          if (isAt(tx, event)) {
            runs.removeAll(tx, event.version());
          }
        });
  }

  /** The row stays, closed, while a ticket may be about that would open the draft again. */
  private void deleted(VersionEvent event) {
    database.transact(
        tx -> {
          drafts.close(tx, event.version(), event.epoch());
          if (isAt(tx, event)) {
            runs.removeAll(tx, event.version());
          }
        });
  }

  private boolean isAt(Transaction tx, VersionEvent event) {
    return drafts
        .lock(tx, event.version())
        .filter(draft -> draft.epoch() == event.epoch())
        .isPresent();
  }
}
