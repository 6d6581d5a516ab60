package io.lamella.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.lamella.standalone.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What tests put on the topics of {@link RealServices}, and what they look for there. */
public final class TestTopics {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private TestTopics() {}

  /** Sends a CloudEvent in binary mode and returns its id when the broker has it. */
  public static String send(String topic, String key, String type, String subject, Object body) {
    String id = UUID.randomUUID().toString();
    send(topic, key, id, type, subject, body);
    return id;
  }

  /** Sends a CloudEvent under an id of the test's choice: the same twice is a repeated event. */
  public static void send(
      String topic, String key, String id, String type, String subject, Object body) {
    try {
      ProducerRecord<String, byte[]> event =
          new ProducerRecord<>(topic, key, JSON.writeValueAsBytes(body));
      Map.of(
              "ce_specversion",
              "1.0",
              "ce_id",
              id,
              "ce_type",
              type,
              "ce_source",
              "/lamella/tests",
              "ce_subject",
              subject,
              "ce_time",
              Instant.now().toString(),
              "content-type",
              "application/json")
          .forEach(
              (name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
      send(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a record as it is, for instance a damaged one. */
  public static void send(ProducerRecord<String, byte[]> event) {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", RealServices.kafka().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(event).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("not sent to " + event.topic(), e);
    }
  }

  /**
   * The first record of the topic, from its beginning, that fits.
   *
   * @throws AssertionError when none has come within 30 seconds; the message lists what did
   */
  public static ConsumerRecord<String, byte[]> await(
      String topic, Predicate<ConsumerRecord<String, byte[]>> fits) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    List<String> seen = new ArrayList<>();
    try (Consumer<String, byte[]> consumer = fromBeginning(topic)) {
      while (System.nanoTime() - end < 0) {
        for (ConsumerRecord<String, byte[]> found : consumer.poll(Duration.ofMillis(100))) {
          if (fits.test(found)) {
            return found;
          }
          seen.add(header(found, "ce_type") + " " + found.key());
        }
      }
    }
    throw new AssertionError("nothing fits on " + topic + "; it has " + seen);
  }

  /** Every record that the topic has now. */
  public static List<ConsumerRecord<String, byte[]>> all(String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (Consumer<String, byte[]> consumer = fromBeginning(topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /**
   * Stops the broker, and starts it again as one that does not know what its consumers have read.
   */
  public static void forgetConsumers() throws IOException {
    RealServices.kafka().forgetConsumers();
    createAll();
  }

  /** Stops the broker, and starts it again without anything that it kept. */
  public static void loseAll() throws IOException {
    RealServices.kafka().loseAll();
    createAll();
  }

  private static void createAll() {
    try {
      Topics.create(RealServices.kafka().bootstrapServers());
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The record's body as what its event type names. */
  public static <T> T body(ConsumerRecord<String, byte[]> event, Class<T> type) {
    try {
      return JSON.readValue(event.value(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A header's text, empty when it is not there; the event type is {@code ce_type}. */
  public static String header(ConsumerRecord<String, byte[]> event, String name) {
    Header header = event.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static Consumer<String, byte[]> fromBeginning(String topic) {
    Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", RealServices.kafka().bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
