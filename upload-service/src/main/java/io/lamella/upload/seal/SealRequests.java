package io.lamella.upload.seal;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.SealRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.kit.event.CloudEvent;
import io.lamella.kit.event.Delivery;
import io.lamella.kit.trace.About;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.DraftState;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.transfer.Workers;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes seal requests into rows: the draft is frozen and the seal written down in one transaction,
 * then the record is acknowledged. A request that was answered is answered again.
 */
@ApplicationScoped
public class SealRequests {
  private static final Logger LOG = Logger.getLogger(SealRequests.class);

  private final Database database;
  private final Drafts drafts;
  private final Seals seals;
  private final Workers workers;

  @Inject
  SealRequests(Database database, Drafts drafts, Seals seals, Workers workers) {
    this.database = database;
    this.drafts = drafts;
    this.seals = seals;
    this.workers = workers;
  }

  @Incoming("seals")
  Uni<Void> take(KafkaRecord<String, byte[]> record) {
    return Delivery.take(record, Topic.SEALS, workers.background(), this::apply);
  }

  private void apply(CloudEvent event) {
    if (!event.type().equals(EventType.SEAL_REQUESTED)) {
      LOG.debugf("not for us: %s", event.type());
      return;
    }
    SealRequested request = event.body(SealRequested.class);
    About.version(request.version(), request.dataset());
    database.transact(tx -> take(tx, request));
  }

  private void take(Transaction tx, SealRequested request) {
    Optional<VersionSealed> sealed = seals.sealed(tx, request.version(), request.epoch());
    if (sealed.isPresent()) {
      SealEvents.tell(tx, sealed.get());
      return;
    }
    Optional<SealFailed> failed = seals.failed(tx, request.version(), request.epoch());
    if (failed.isPresent()) {
      SealEvents.tell(tx, failed.get());
      return;
    }
    Draft draft = drafts.freeze(tx, request);
    if (draft.epoch() == request.epoch() && draft.state() == DraftState.SEALING) {
      seals.ask(tx, request, draft.nextRun() - 1);
    }
  }
}
