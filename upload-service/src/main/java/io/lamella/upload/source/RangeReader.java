package io.lamella.upload.source;

import io.lamella.kit.kafka.QuietClients;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed records of a range, in order, with some MiB of memory. Offsets without a record
 * (what was aborted, compacted, or marks the end of a transaction) are passed over: the range has
 * ended when the position says so, not when its last record was seen.
 */
final class RangeReader implements Closeable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> client;
  private final Consumer<byte[], byte[]> consumer;
  private final KafkaRange range;
  private final String uri;
  private final Duration stall;
  private final TopicPartition place;
  private long position;

  private RangeReader(Map<String, Object> client, KafkaRange range, String uri, Duration stall) {
    this.client = QuietClients.with(client);
    this.client.put("default.api.timeout.ms", (int) stall.toMillis());
    this.client.put("request.timeout.ms", (int) stall.toMillis());
    this.consumer = consumer(this.client);
    this.range = range;
    this.uri = uri;
    this.stall = stall;
    this.place = new TopicPartition(range.topic(), range.partition());
    this.position = range.from();
  }

  /**
   * Opens a range that is there as a whole.
   *
   * @throws SourceException {@code source-missing} when it is not
   */
  static RangeReader open(Map<String, Object> client, KafkaRange range, String uri, Duration stall)
      throws IOException {
    RangeReader reader = asked(uri, () -> new RangeReader(client, range, uri, stall));
    try {
      reader.begin();
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> client) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "none");
    properties.put("isolation.level", "read_committed");
    properties.put("allow.auto.create.topics", "false");
    properties.put("max.partition.fetch.bytes", 1 << 20);
    properties.put("max.poll.records", 100);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void begin() throws IOException {
    boolean known =
        asked(
            uri,
            () ->
                consumer.partitionsFor(range.topic()).stream()
                    .anyMatch(info -> info.partition() == range.partition()));
    if (!known) {
      throw SourceException.missing(uri + ": there is no such topic or partition");
    }
    requireTopic();
    List<TopicPartition> places = List.of(place);
    long first = asked(uri, () -> consumer.beginningOffsets(places).getOrDefault(place, 0L));
    if (first > range.from()) {
      throw gone("its partition begins at offset " + first + " now");
    }
    long end = asked(uri, () -> consumer.endOffsets(places).getOrDefault(place, 0L));
    if (end < range.to()) {
      throw SourceException.notThereYet(
          uri + ": committed records of its partition end before offset " + end);
    }
    consumer.assign(places);
    consumer.seek(place, range.from());
  }

  /** Stops who would read another topic of the same name. */
  private void requireTopic() throws IOException {
    if (range.id() == null) {
      return;
    }
    String now =
        asked(
            uri,
            () -> {
              try (Admin admin = Admin.create(client)) {
                Map<String, TopicDescription> found =
                    admin.describeTopics(List.of(range.topic())).allTopicNames().get();
                return Objects.requireNonNull(found.get(range.topic())).topicId().toString();
              } catch (InterruptedException e) {
                throw new InterruptException(e);
              } catch (ExecutionException e) {
                throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e);
              }
            });
    if (!now.equals(range.id())) {
      throw gone("the topic was deleted and made anew");
    }
  }

  /** Some of the records that are left; none: there are no more. */
  List<ConsumerRecord<byte[], byte[]>> next() throws IOException {
    long heard = System.nanoTime();
    while (position < range.to()) {
      List<ConsumerRecord<byte[], byte[]>> records =
          asked(uri, () -> consumer.poll(POLL).records(place));
      long now = asked(uri, () -> consumer.position(place));
      if (now > position) {
        position = now;
        if (position >= range.to()) {
          requireTopic();
        }
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > stall.toNanos()) {
        throw SourceException.passing(
            uri + ": nothing came of Kafka for " + stall.toSeconds() + " s");
      }
      List<ConsumerRecord<byte[], byte[]>> wanted =
          records.stream().filter(record -> record.offset() < range.to()).toList();
      if (!wanted.isEmpty()) {
        return wanted;
      }
    }
    return List.of();
  }

  private SourceException gone(String why) {
    return SourceException.missing(uri + ": not all of its records are there any more; " + why);
  }

  private static <T> T asked(String uri, Supplier<T> question) throws IOException {
    try {
      return question.get();
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (OffsetOutOfRangeException e) {
      throw SourceException.missing(
          uri + ": not all of its records are there any more; they went while they were read");
    } catch (AuthenticationException | AuthorizationException e) {
      throw SourceException.unreadable(uri + ": Kafka does not let the server read it");
    } catch (KafkaException e) {
      throw SourceException.passing(
          uri + ": Kafka does not answer (" + e.getClass().getSimpleName() + ")");
    }
  }

  @Override
  public void close() {
    consumer.close(Duration.ZERO);
  }
}
