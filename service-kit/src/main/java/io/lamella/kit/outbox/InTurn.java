package io.lamella.kit.outbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;

/**
 * Lets keys {@code OWNER/NUMBER} go round the partitions, so that those who share the work of an
 * owner have equally much of it: by chance one of eight has a fifth more than the others. Any other
 * key has its partition as the standard has it.
 */
public final class InTurn implements Partitioner {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  @Override
  public int partition(
      String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
    int partitions = cluster.partitionsForTopic(topic).size();
    String text = (String) key;
    int slash = text.lastIndexOf('/');
    if (slash < 0 || !NUMBER.matcher(text.substring(slash + 1)).matches()) {
      return BuiltInPartitioner.partitionForKey(keyBytes, partitions);
    }
    byte[] owner = text.substring(0, slash).getBytes(StandardCharsets.UTF_8);
    int first = BuiltInPartitioner.partitionForKey(owner, partitions);
    return (first + Integer.parseInt(text.substring(slash + 1)) % partitions) % partitions;
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
