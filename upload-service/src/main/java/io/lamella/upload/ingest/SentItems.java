package io.lamella.upload.ingest;

import io.lamella.contracts.event.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** What the topic of items says of those that were sent. */
@ApplicationScoped
class SentItems {
  private static final String WORKERS = "lamella-workers";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<String, Object> settings;
  private @Nullable Admin admin;

  @Inject
  SentItems(@Identifier("default-kafka-broker") Map<String, Object> settings) {
    this.settings = settings;
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }

  private synchronized Admin admin() {
    Admin known = admin;
    if (known == null) {
      known = Admin.create(new HashMap<>(settings));
      admin = known;
    }
    return known;
  }

  /** Whether workers have acknowledged all that was sent before a moment. */
  boolean areDone(Instant before) throws IOException {
    Map<TopicPartition, OffsetAndMetadata> acknowledged =
        answer(admin().listConsumerGroupOffsets(WORKERS).partitionsToOffsetAndMetadata());
    Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(OffsetSpec.latest());
    Map<TopicPartition, ListOffsetsResultInfo> later =
        offsets(OffsetSpec.forTimestamp(before.toEpochMilli()));
    Map<TopicPartition, ListOffsetsResultInfo> begins = offsets(OffsetSpec.earliest());
    return ends.keySet().stream()
        .allMatch(
            partition -> {
              long end = ends.get(partition).offset();
              long first = later.get(partition).offset();
              long needed = first < 0 ? end : first;
              OffsetAndMetadata at = acknowledged.get(partition);
              return Math.max(begins.get(partition).offset(), at == null ? 0 : at.offset())
                  >= needed;
            });
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(OffsetSpec which) throws IOException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicPartitionInfo partition :
        answer(
                admin()
                    .describeTopics(List.of(Topic.INGEST_ITEMS))
                    .topicNameValues()
                    .get(Topic.INGEST_ITEMS))
            .partitions()) {
      wanted.put(new TopicPartition(Topic.INGEST_ITEMS, partition.partition()), which);
    }
    return answer(admin().listOffsets(wanted).all());
  }

  private static <T> T answer(KafkaFuture<T> future) throws IOException {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the broker does not say how far workers are", e);
    }
  }
}
