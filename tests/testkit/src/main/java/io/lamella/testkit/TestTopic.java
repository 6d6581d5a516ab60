package io.lamella.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic of somebody who knows nothing of Lamella.
 *
 * @param bootstrapServers where it is
 * @param name its name
 */
public record TestTopic(String bootstrapServers, String name) {
  /** A new one on the broker of {@link RealServices}. */
  public static TestTopic fresh(int partitions, Map<String, String> settings) {
    String name = "records-" + UUID.randomUUID();
    return new TestTopic(RealServices.kafka().bootstrapServers(), name)
        .create(partitions, settings);
  }

  /** Makes it. */
  public TestTopic create(int partitions, Map<String, String> settings) {
    NewTopic topic =
        new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    asked(admin -> admin.createTopics(List.of(topic)).all());
    return this;
  }

  /** Sends texts, in order; returns when the broker has them. */
  public void send(int partition, List<String> values) {
    sendAll(
        values.stream()
            .map(value -> record(partition, null, value.getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  /** A record for it. */
  public ProducerRecord<byte[], byte[]> record(
      int partition, byte @Nullable [] key, byte @Nullable [] value) {
    return new ProducerRecord<>(name, partition, key, value);
  }

  /** Sends records, in order; returns when the broker has them. */
  public void sendAll(List<ProducerRecord<byte[], byte[]>> records) {
    try (Producer<byte[], byte[]> producer = producer(Map.of())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("not sent to " + name, e);
    }
  }

  /** Sends texts in a transaction, and commits or aborts it. */
  public void sendInTransaction(int partition, List<String> values, boolean commit) {
    try (Producer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", UUID.randomUUID().toString()))) {
      producer.initTransactions();
      producer.beginTransaction();
      values.forEach(
          value -> producer.send(record(partition, null, value.getBytes(StandardCharsets.UTF_8))));
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  /** A producer to close. */
  public Producer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", bootstrapServers);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Deletes what lies before an offset, as retention does. */
  public void deleteBefore(int partition, long offset) {
    asked(
        admin ->
            admin
                .deleteRecords(
                    Map.of(
                        new TopicPartition(name, partition), RecordsToDelete.beforeOffset(offset)))
                .all());
  }

  /** Gives it more partitions. */
  public void grow(int partitions) {
    asked(
        admin -> admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all());
  }

  /** Its id, as Kafka writes it. */
  public String id() {
    try (Admin admin = admin()) {
      Map<String, TopicDescription> found =
          admin.describeTopics(List.of(name)).allTopicNames().get();
      return Objects.requireNonNull(found.get(name)).topicId().toString();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("there is no " + name, e);
    }
  }

  /** Makes it anew, as soon as the deleted one is gone. */
  public void recreate(int partitions) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        create(partitions, Map.of());
        return;
      } catch (IllegalStateException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }

  /** Deletes it. */
  public void delete() {
    asked(admin -> admin.deleteTopics(List.of(name)).all());
  }

  private Admin admin() {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    return Admin.create(settings);
  }

  private interface Question {
    KafkaFuture<Void> of(Admin admin);
  }

  private void asked(Question question) {
    try (Admin admin = admin()) {
      question.of(admin).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("Kafka did not do it for " + name, e);
    }
  }
}
