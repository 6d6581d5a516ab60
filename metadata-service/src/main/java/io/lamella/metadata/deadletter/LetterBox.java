package io.lamella.metadata.deadletter;

import io.lamella.contracts.event.Topic;
import io.lamella.kit.kafka.QuietClients;
import io.lamella.kit.outbox.EventProducer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The dead-letter topics. All of it blocks. */
@ApplicationScoped
class LetterBox {
  /** What the messaging library adds to a record that it puts aside or tries again. */
  static final List<String> ADDED = List.of("dead-letter-", "delayed-retry-");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String bootstrapServers;
  private final Producer<String, byte[]> producer;

  @Inject
  LetterBox(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer = EventProducer.create(bootstrapServers);
  }

  @PreDestroy
  void stop() {
    producer.close(Duration.ofSeconds(2));
  }

  /** A record and where it lies. */
  record Letter(LetterId id, ConsumerRecord<String, byte[]> record) {}

  /** All records that lie in the topics, the oldest of each partition first; at most so many. */
  List<Letter> all(List<String> topics, int most) {
    List<Letter> letters = new ArrayList<>();
    try (Consumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> places = new ArrayList<>();
      Map<String, List<PartitionInfo>> known = consumer.listTopics(PATIENCE);
      for (String topic : topics) {
        known
            .getOrDefault(Topic.deadLetters(topic), List.of())
            .forEach(info -> places.add(new TopicPartition(info.topic(), info.partition())));
      }
      consumer.assign(places);
      consumer.seekToBeginning(places);
      Map<TopicPartition, Long> ends = consumer.endOffsets(places, PATIENCE);
      while (letters.size() < most
          && ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> letters.add(letter(record)));
      }
    }
    return letters.size() > most ? letters.subList(0, most) : letters;
  }

  /** One of them, if it is there. */
  Optional<Letter> one(LetterId id) {
    try (Consumer<String, byte[]> consumer = consumer()) {
      List<PartitionInfo> partitions =
          consumer.listTopics(PATIENCE).getOrDefault(id.place().topic(), List.of());
      if (partitions.stream().noneMatch(info -> info.partition() == id.partition())) {
        return Optional.empty();
      }
      List<TopicPartition> place = List.of(id.place());
      consumer.assign(place);
      long first = consumer.beginningOffsets(place, PATIENCE).getOrDefault(id.place(), 0L);
      long end = consumer.endOffsets(place, PATIENCE).getOrDefault(id.place(), 0L);
      if (id.offset() < first || id.offset() >= end) {
        return Optional.empty();
      }
      consumer.seek(id.place(), id.offset());
      while (consumer.position(id.place()) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          return record.offset() == id.offset() ? Optional.of(letter(record)) : Optional.empty();
        }
      }
      return Optional.empty();
    }
  }

  private static Letter letter(ConsumerRecord<String, byte[]> record) {
    String topic =
        record.topic().substring(0, record.topic().length() - Topic.deadLetters("").length());
    return new Letter(new LetterId(topic, record.partition(), record.offset()), record);
  }

  /**
   * Sends a record to the topic that it was meant for, as it was; returns when the broker has it.
   */
  void sendAgain(Letter letter) throws ExecutionException, InterruptedException, TimeoutException {
    ConsumerRecord<String, byte[]> record = letter.record();
    ProducerRecord<String, byte[]> again =
        new ProducerRecord<>(letter.id().topic(), record.key(), record.value());
    for (Header header : record.headers()) {
      if (ADDED.stream().noneMatch(header.key()::startsWith)) {
        again.headers().add(header);
      }
    }
    producer.send(again).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private Consumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        QuietClients.with(
            Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false")),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }
}
