package io.lamella.standalone.kafka;

import io.lamella.contracts.event.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics that the services talk through. */
public final class Topics {
  private static final int PARTITIONS = 3;

  /** Items are what workers share among them, so more of them can work than on other topics. */
  private static final int ITEM_PARTITIONS = 32;

  private Topics() {}

  /**
   * Makes every topic with its retry and dead-letter topics, and gives those that are there the
   * partitions that they lack.
   *
   * @throws TimeoutException when the broker does not answer within a minute
   */
  public static void create(String bootstrapServers)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = admin(bootstrapServers)) {
      Map<String, Integer> present = present(admin);
      List<NewTopic> missing = new ArrayList<>();
      Map<String, NewPartitions> growing = new HashMap<>();
      wanted(present)
          .forEach(
              (topic, partitions) -> {
                int now = present.getOrDefault(topic, 0);
                if (now == 0) {
                  missing.add(new NewTopic(topic, partitions, (short) 1));
                } else if (now < partitions) {
                  growing.put(topic, NewPartitions.increaseTo(partitions));
                }
              });
      admin.createTopics(missing).all().get(60, TimeUnit.SECONDS);
      admin.createPartitions(growing).all().get(60, TimeUnit.SECONDS);
    }
  }

  /** Every topic with the partitions that it needs: a record keeps its partition's number. */
  private static Map<String, Integer> wanted(Map<String, Integer> present) {
    Map<String, Integer> wanted = new HashMap<>();
    for (String topic : Topic.ALL) {
      int least = topic.equals(Topic.INGEST_ITEMS) ? ITEM_PARTITIONS : PARTITIONS;
      int partitions = Math.max(least, present.getOrDefault(topic, 0));
      wanted.put(topic, partitions);
      wanted.put(Topic.deadLetters(topic), partitions);
      if (Topic.RETRIED.contains(topic)) {
        Topic.retries(topic).forEach(retry -> wanted.put(retry, partitions));
      }
    }
    return wanted;
  }

  private static Map<String, Integer> present(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> names = admin.listTopics().names().get(60, TimeUnit.SECONDS);
    Map<String, Integer> present = new HashMap<>();
    admin
        .describeTopics(names)
        .allTopicNames()
        .get(60, TimeUnit.SECONDS)
        .forEach((topic, description) -> present.put(topic, description.partitions().size()));
    return present;
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }
}
