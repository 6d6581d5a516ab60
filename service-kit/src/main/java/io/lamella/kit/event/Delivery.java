package io.lamella.kit.event;

import io.lamella.contracts.VersionId;
import io.lamella.contracts.event.Topic;
import io.lamella.kit.trace.About;
import io.lamella.kit.trace.Messaging;
import io.lamella.kit.trace.Step;
import io.lamella.kit.trace.Threads;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * How a record of Kafka is taken in: acknowledged after its effect. When the effect fails, the
 * channel's failure strategy has it (a retry later, then the dead letters). A record that cannot be
 * read goes to the dead letters at once; in both cases those behind it go on. A record whose effect
 * was begun by a process that is about to end is left as it is: another one gets it.
 */
public final class Delivery {
  private static final Set<String> OF_VERSIONS =
      Set.of(Topic.SEALS, Topic.UPLOADS, Topic.INGEST_PLANS);

  private Delivery() {}

  /**
   * Completes when the record is acknowledged or handed on; never, when it is left to another
   * process.
   *
   * @param topic the topic that the channel reads, one of {@link Topic}
   */
  public static Uni<Void> take(
      KafkaRecord<String, byte[]> record, String topic, Function<CloudEvent, Uni<Void>> effect) {
    return takeAny(record, topic, raw -> effect.apply(CloudEvent.read(raw)));
  }

  /** As {@link #take}, of records that need not be events. */
  public static Uni<Void> takeAny(
      KafkaRecord<String, byte[]> record,
      String topic,
      Function<ConsumerRecord<String, byte[]>, Uni<Void>> effect) {
    return Uni.createFrom()
        .deferred(() -> traced(raw(record), topic, effect))
        .onItemOrFailure()
        .transformToUni(
            (nothing, failure) ->
                isOfTheEnd(failure)
                    ? Uni.createFrom().nothing()
                    : Uni.createFrom()
                        .completionStage(
                            () ->
                                failure == null
                                    ? record.ack()
                                    : record.nack(failure, destination(topic, failure))));
  }

  /** The effect as a step of the trace that the record is of. */
  private static Uni<Void> traced(
      ConsumerRecord<String, byte[]> raw,
      String topic,
      Function<ConsumerRecord<String, byte[]>, Uni<Void>> effect) {
    Step step = Messaging.process(topic, raw, CloudEvent.traceparent(raw.headers(), raw.value()));
    if (OF_VERSIONS.contains(topic) && raw.key() != null) {
      VersionId.parse(raw.key()).ifPresent(About::version);
    }
    return Uni.createFrom()
        .deferred(() -> effect.apply(raw))
        .onTermination()
        .invoke((nothing, failure, cancelled) -> step.end(failure));
  }

  /** Whether threads take nothing any more, or were told to stop: the process ends. */
  private static boolean isOfTheEnd(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof RejectedExecutionException || cause instanceof InterruptedException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** As the other, with an effect that blocks and is run by {@code workers}. */
  public static Uni<Void> take(
      KafkaRecord<String, byte[]> record,
      String topic,
      Executor workers,
      Consumer<CloudEvent> effect) {
    return take(
        record,
        topic,
        event ->
            Uni.createFrom()
                .voidItem()
                .invoke(() -> effect.accept(event))
                .runSubscriptionOn(Threads.here(workers)));
  }

  private static ConsumerRecord<String, byte[]> raw(KafkaRecord<String, byte[]> record) {
    return record
        .getMetadata(IncomingKafkaRecordMetadata.class)
        .map(Delivery::<IncomingKafkaRecordMetadata<String, byte[]>>cast)
        .orElseThrow()
        .getRecord();
  }

  @SuppressWarnings("unchecked")
  private static <T> T cast(Object metadata) {
    return (T) metadata;
  }

  private static Metadata destination(String topic, Throwable failure) {
    return failure instanceof UnreadableEventException
        ? Metadata.of(
            OutgoingKafkaRecordMetadata.builder().withTopic(Topic.deadLetters(topic)).build())
        : Metadata.empty();
  }
}
