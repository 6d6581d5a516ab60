package io.lamella.metadata.records;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.kafka.QuietClients;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The Kafka whose records become data. */
@ApplicationScoped
class Brokers {
  private final Map<String, Object> client = new HashMap<>();
  private @Nullable Admin admin;

  @Inject
  Brokers(
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      RecordsConfig config) {
    client.put("bootstrap.servers", bootstrapServers);
    client.putAll(config.kafka());
    int patience = (int) config.patience().toMillis();
    client.put("default.api.timeout.ms", patience);
    client.put("request.timeout.ms", patience);
  }

  @PreDestroy
  synchronized void stop() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = Admin.create(QuietClients.with(client));
    }
    return admin;
  }

  /**
   * What a topic holds now; answered where it is asked.
   *
   * @throws LamellaException {@code source-missing} when there is no such topic, {@code
   *     unavailable} when Kafka does not answer
   */
  Uni<TopicState> topic(String name) {
    Context asked = Vertx.currentContext();
    return uni(() -> admin().describeTopics(List.of(name)).allTopicNames())
        .map(found -> Objects.requireNonNull(found.get(name)))
        .chain(this::state)
        .onFailure()
        .transform(failure -> understood(name, failure))
        .emitOn(
            answer -> {
              if (asked == null) {
                answer.run();
              } else {
                asked.runOnContext(nothing -> answer.run());
              }
            });
  }

  private Uni<TopicState> state(TopicDescription topic) {
    Uni<Map<TopicPartition, ListOffsetsResultInfo>> first = offsets(topic, OffsetSpec.earliest());
    Uni<Map<TopicPartition, ListOffsetsResultInfo>> ends = offsets(topic, OffsetSpec.latest());
    return first.chain(
        from ->
            ends.map(
                to -> {
                  TreeMap<Integer, Range> held = new TreeMap<>();
                  from.forEach(
                      (place, offset) ->
                          held.put(
                              place.partition(),
                              new Range(
                                  offset.offset(),
                                  Objects.requireNonNull(to.get(place)).offset())));
                  return new TopicState(topic.topicId().toString(), held);
                }));
  }

  /** Of the latest it is the end of what is committed: nothing behind it is read. */
  private Uni<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
      TopicDescription topic, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    topic
        .partitions()
        .forEach(info -> asked.put(new TopicPartition(topic.name(), info.partition()), which));
    return uni(
        () ->
            admin()
                .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
  }

  private interface Question<T> {
    KafkaFuture<T> asked();
  }

  private static <T> Uni<T> uni(Question<T> question) {
    return Uni.createFrom().completionStage(() -> question.asked().toCompletionStage());
  }

  private static LamellaException understood(String topic, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof UnknownTopicOrPartitionException
        ? new LamellaException(ErrorCode.SOURCE_MISSING, "Kafka has no topic " + topic, cause)
        : new LamellaException(
            ErrorCode.UNAVAILABLE,
            "Kafka does not answer for the topic "
                + topic
                + " ("
                + cause.getClass().getSimpleName()
                + "); try again",
            cause);
  }
}
