package io.lamella.upload.ingest;

import io.lamella.contracts.event.Topic;
import io.lamella.kit.kafka.QuietClients;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
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
      known = Admin.create(QuietClients.with(settings));
      admin = known;
    }
    return known;
  }

  /** Whether workers have acknowledged all that was sent before a moment. */
  boolean areDone(Instant before) throws IOException {
    Map<TopicPartition, OffsetAndMetadata> acknowledged =
        answer(admin().listConsumerGroupOffsets(WORKERS).partitionsToOffsetAndMetadata());
    List<TopicPartition> partitions = partitions();
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> later =
        offsets(partitions, OffsetSpec.forTimestamp(before.toEpochMilli()));
    Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
    return partitions.stream()
        .allMatch(
            partition -> {
              long first = later.getOrDefault(partition, -1L);
              long needed = first < 0 ? ends.getOrDefault(partition, 0L) : first;
              OffsetAndMetadata at = acknowledged.get(partition);
              long done =
                  Math.max(begins.getOrDefault(partition, 0L), at == null ? 0 : at.offset());
              return done >= needed;
            });
  }

  private List<TopicPartition> partitions() throws IOException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic :
        answer(admin().describeTopics(List.of(Topic.INGEST_ITEMS)).allTopicNames()).values()) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        partitions.add(new TopicPartition(topic.name(), partition.partition()));
      }
    }
    return partitions;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
      throws IOException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    answer(admin().listOffsets(wanted).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
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
