package io.lamella.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.event.Topic;
import io.lamella.standalone.Installation;
import io.lamella.standalone.process.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsTest {
  @TempDir private Path folder;
  private KafkaBroker broker;
  private Admin admin;

  @BeforeEach
  void start() throws Exception {
    List<Integer> ports = FreePort.find(2);
    broker =
        new KafkaBroker(
            Installation.find(),
            folder.resolve("kafka"),
            folder.resolve("kafka.log"),
            ports.get(0),
            ports.get(1));
    broker.start(KafkaBroker.Life.OF_ITS_STARTER);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterEach
  void stop() {
    admin.close();
    broker.kill();
  }

  @Test
  void topicsOfOldGetThePartitionsThatTheyLack() throws Exception {
    // Given
    List<NewTopic> old =
        List.of(
            new NewTopic(Topic.SEALS, 3, (short) 1),
            new NewTopic(Topic.deadLetters(Topic.SEALS), 1, (short) 1),
            new NewTopic(Topic.VERSIONS, 5, (short) 1));
    admin.createTopics(old).all().get();

    // When
    Topics.create(broker.bootstrapServers());

    // Then
    await().atMost(Duration.ofSeconds(30)).untilAsserted(this::noTopicLacksAny);
    Topics.create(broker.bootstrapServers());
    noTopicLacksAny();
  }

  private void noTopicLacksAny() throws Exception {
    Map<String, Integer> partitions = partitions();
    assertThat(partitions).containsEntry(Topic.SEALS, 3).containsEntry(Topic.VERSIONS, 5);
    for (String topic : Topic.ALL) {
      assertThat(partitions).containsEntry(Topic.deadLetters(topic), partitions.get(topic));
    }
    for (String topic : Topic.RETRIED) {
      assertThat(Topic.retries(topic))
          .allSatisfy(retry -> assertThat(partitions).containsEntry(retry, partitions.get(topic)));
    }
  }

  private Map<String, Integer> partitions() throws Exception {
    Map<String, Integer> partitions = new HashMap<>();
    admin
        .describeTopics(admin.listTopics().names().get())
        .allTopicNames()
        .get()
        .forEach((topic, found) -> partitions.put(topic, found.partitions().size()));
    return partitions;
  }
}
