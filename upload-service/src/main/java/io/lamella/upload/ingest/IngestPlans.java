package io.lamella.upload.ingest;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestCancelled;
import io.lamella.contracts.event.IngestPlanned;
import io.lamella.contracts.event.Topic;
import io.lamella.kit.event.CloudEvent;
import io.lamella.kit.event.Delivery;
import io.lamella.kit.trace.About;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.transfer.Workers;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes plans into rows, and opens their drafts, before the record is acknowledged. */
@ApplicationScoped
public class IngestPlans {
  private static final Logger LOG = Logger.getLogger(IngestPlans.class);

  private final Database database;
  private final Drafts drafts;
  private final Ingests ingests;
  private final AskedAgain asked;
  private final Workers workers;

  @Inject
  IngestPlans(
      Database database, Drafts drafts, Ingests ingests, AskedAgain asked, Workers workers) {
    this.database = database;
    this.drafts = drafts;
    this.ingests = ingests;
    this.asked = asked;
    this.workers = workers;
  }

  @Incoming("ingest-plans")
  Uni<Void> take(KafkaRecord<String, byte[]> record) {
    return Delivery.take(record, Topic.INGEST_PLANS, workers.background(), this::apply);
  }

  private void apply(CloudEvent event) {
    switch (event.type()) {
      case EventType.INGEST_PLANNED:
        plan(event.body(IngestPlanned.class));
        break;
      case EventType.INGEST_CANCELLED:
        IngestCancelled cancelled = event.body(IngestCancelled.class);
        database.transact(tx -> ingests.cancel(tx, cancelled.ingest()));
        break;
      default:
        LOG.debugf("not for us: %s", event.type());
    }
  }

  private void plan(IngestPlanned plan) {
    About.version(plan.ticket().version(), plan.ticket().dataset());
    database
        .inTransaction(
            tx -> {
              drafts.open(tx, plan.ticket());
              return ingests.plan(tx, plan);
            })
        .ifPresent(asked::again);
  }
}
