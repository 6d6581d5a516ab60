package io.lamella.metadata.intake;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.IngestPlanned;
import io.lamella.contracts.event.SealRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.metadata.Catalogue;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Upload-service's side of a test: it loads and seals what it is asked to, and remembers it. */
final class UploadSide implements AutoCloseable {
  private final ConcurrentMap<UUID, List<String>> paths = new ConcurrentHashMap<>();
  private final Predicate<String> there;
  private final boolean seals;
  private final Thread thread = new Thread(this::run, "upload-side");
  private final KafkaConsumer<String, byte[]> consumer;
  private volatile boolean stopped;

  /**
   * @param there which paths can be had
   * @param seals whether versions are sealed
   */
  UploadSide(Predicate<String> there, boolean seals) {
    this.there = there;
    this.seals = seals;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", RealServices.kafka().bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> places = new ArrayList<>();
    for (String topic : List.of(Topic.INGEST_PLANS, Topic.SEALS)) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> places.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(places);
    consumer.seekToEnd(places);
    places.forEach(consumer::position);
    thread.start();
  }

  /** Paths that a version was asked to hold, each as often as it was asked for. */
  List<String> of(UUID version) {
    return List.copyOf(paths.getOrDefault(version, List.of()));
  }

  private void run() {
    try (consumer) {
      while (!stopped) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          String type = TestTopics.header(record, "ce_type");
          if (type.equals(EventType.INGEST_PLANNED)) {
            load(TestTopics.body(record, IngestPlanned.class));
          } else if (seals && type.equals(EventType.SEAL_REQUESTED)) {
            SealRequested asked = TestTopics.body(record, SealRequested.class);
            Catalogue.sealed(asked.version(), asked.epoch());
          }
        }
      }
    }
  }

  private void load(IngestPlanned plan) {
    List<String> all = new ArrayList<>();
    for (IngestSource source : plan.sources()) {
      if (source.list()) {
        String.valueOf(source.content())
            .lines()
            .forEach(line -> all.add(line.substring(line.indexOf('\t') + 1)));
      } else {
        all.add(String.valueOf(source.uri() == null ? source.path() : source.uri()));
      }
    }
    paths
        .computeIfAbsent(plan.ticket().version(), version -> new CopyOnWriteArrayList<>())
        .addAll(all);
    List<IngestMiss> misses =
        all.stream()
            .filter(there.negate())
            .map(path -> new IngestMiss(path, path, "source-missing", path + ": no such object"))
            .toList();
    int done = all.size() - misses.size();
    IngestCounts counts = new IngestCounts(true, all.size(), all.size(), done, done, misses.size());
    Catalogue.say(
        EventType.INGEST_LOADED,
        plan.ingest(),
        new IngestLoaded(plan.ingest(), plan.attempt(), counts, misses, null));
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
