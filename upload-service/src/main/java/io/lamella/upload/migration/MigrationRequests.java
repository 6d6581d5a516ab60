package io.lamella.upload.migration;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.MigrationRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.kit.event.CloudEvent;
import io.lamella.kit.event.Delivery;
import io.lamella.upload.database.Database;
import io.lamella.upload.transfer.Workers;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes what is asked of stores into rows; then the record is acknowledged. */
@ApplicationScoped
public class MigrationRequests {
  private static final Logger LOG = Logger.getLogger(MigrationRequests.class);

  private final Database database;
  private final Migrations migrations;
  private final Migrators migrators;
  private final Workers workers;

  @Inject
  MigrationRequests(
      Database database, Migrations migrations, Migrators migrators, Workers workers) {
    this.database = database;
    this.migrations = migrations;
    this.migrators = migrators;
    this.workers = workers;
  }

  @Incoming("stores")
  Uni<Void> take(KafkaRecord<String, byte[]> record) {
    return Delivery.take(record, Topic.STORES, workers.background(), this::apply);
  }

  private void apply(CloudEvent event) {
    if (!event.type().equals(EventType.MIGRATION_REQUESTED)) {
      LOG.debugf("not for us: %s", event.type());
      return;
    }
    MigrationRequested request = event.body(MigrationRequested.class);
    database.transact(tx -> migrations.begin(tx, request));
    migrators.wake();
  }
}
