package io.lamella.kit.outbox;

import io.lamella.kit.kafka.QuietClients;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The producer for events: acknowledged by all replicas, idempotent, without lingering. */
public final class EventProducer {
  private EventProducer() {}

  /**
   * @param bootstrapServers {@code host:port,...}
   */
  public static Producer<String, byte[]> create(String bootstrapServers) {
    return create(bootstrapServers, Map.of());
  }

  /**
   * One whose keys {@code OWNER/NUMBER} go round the partitions; every record has a key.
   *
   * @param bootstrapServers {@code host:port,...}
   */
  public static Producer<String, byte[]> inTurn(String bootstrapServers) {
    return create(bootstrapServers, Map.of(ProducerConfig.PARTITIONER_CLASS_CONFIG, InTurn.class));
  }

  private static Producer<String, byte[]> create(
      String bootstrapServers, Map<String, Object> more) {
    Map<String, Object> settings =
        QuietClients.with(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000));
    settings.putAll(more);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }
}
