package io.lamella.metadata.intake;

import io.lamella.contracts.event.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes events from Kafka, many at a time. They are acknowledged after their effect, which is tried
 * until it works: nothing that stands in its way makes one go lost.
 */
@ApplicationScoped
public class IntakeInbox {
  private static final Logger LOG = Logger.getLogger(IntakeInbox.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Intake intake;
  private volatile boolean stopped;

  @Inject
  IntakeInbox(Intake intake) {
    this.intake = intake;
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
  }

  @Incoming("intake")
  public Uni<Void> take(KafkaRecordBatch<String, byte[]> batch) {
    ConsumerRecords<String, byte[]> records = records(batch);
    return Multi.createFrom()
        .iterable(records.partitions())
        .onItem()
        .transformToUniAndConcatenate(
            place ->
                Uni.createFrom()
                    .deferred(() -> intake.file(place.partition(), records.records(place)))
                    .onFailure()
                    .invoke(e -> LOG.warnf("%s waits: %s", Topic.INTAKE, e))
                    .onFailure()
                    .retry()
                    .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                    .until(e -> !stopped))
        .collect()
        .last()
        .chain(() -> Uni.createFrom().completionStage(batch::ack));
  }

  @SuppressWarnings("unchecked")
  private static ConsumerRecords<String, byte[]> records(KafkaRecordBatch<String, byte[]> batch) {
    return batch.getMetadata(IncomingKafkaRecordBatchMetadata.class).orElseThrow().getRecords();
  }
}
