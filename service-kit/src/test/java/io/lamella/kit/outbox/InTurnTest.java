package io.lamella.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class InTurnTest {
  private static final String TOPIC = "items";
  private static final int PARTITIONS = 32;
  private static final Cluster CLUSTER =
      new Cluster(
          "c",
          List.of(),
          IntStream.range(0, PARTITIONS)
              .mapToObj(i -> new PartitionInfo(TOPIC, i, null, new Node[0], new Node[0]))
              .toList(),
          Set.of(),
          Set.of());

  @Test
  void everyPartitionHasAsManyItemsOfAnOwner() {
    int[] counts = new int[PARTITIONS];
    for (int i = 5; i < 5 + 10 * PARTITIONS; i++) {
      counts[partition("an-owner/" + i)]++;
    }
    assertThat(counts).containsOnly(10);
  }

  @Test
  void ownersBeginAtDifferentPartitions() {
    assertThat(IntStream.range(0, 100).map(i -> partition("owner" + i + "/0")).distinct().count())
        .isGreaterThan(PARTITIONS / 2);
  }

  @Test
  void otherKeysKeepTheirPartition() {
    for (String key : List.of("0f8fad5b", "a/b", "a/", "a/12345678901", "")) {
      assertThat(partition(key))
          .isEqualTo(
              BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), PARTITIONS));
    }
  }

  private static int partition(String key) {
    try (InTurn partitioner = new InTurn()) {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      return partitioner.partition(TOPIC, key, bytes, "", new byte[0], CLUSTER);
    }
  }
}
