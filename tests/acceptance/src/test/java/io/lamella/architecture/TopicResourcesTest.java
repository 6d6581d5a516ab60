package io.lamella.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.event.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The topics that the overlay for production makes are those that the services use. */
class TopicResourcesTest {
  private static final Pattern TOPIC =
      Pattern.compile("topicName: (\\S+)\\n +partitions: (\\d+)\\n");
  private static final Path FILE = Path.of("../../k8s/overlays/production/strimzi/topics.yaml");

  @Test
  void everyTopicIsThereWithItsRetriesAndDeadLettersAndTheirPartitions() throws IOException {
    // Given
    Map<String, Integer> made = new HashMap<>();
    for (MatchResult topic : TOPIC.matcher(Files.readString(FILE)).results().toList()) {
      made.put(topic.group(1), Integer.parseInt(topic.group(2)));
    }

    // Then
    int expected = 0;
    for (String topic : Topic.ALL) {
      assertThat(made).containsKey(topic);
      int partitions = made.get(topic);
      assertThat(made).containsEntry(Topic.deadLetters(topic), partitions);
      expected += 2;
      if (Topic.RETRIED.contains(topic)) {
        assertThat(Topic.retries(topic))
            .allSatisfy(retry -> assertThat(made).containsEntry(retry, partitions));
        expected += Topic.retries(topic).size();
      }
    }
    assertThat(made).hasSize(expected);
  }
}
