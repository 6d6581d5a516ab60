package io.lamella.standalone.kafka;

import io.lamella.contracts.event.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that the services talk through. */
public final class Topics {
  private static final int PARTITIONS = 3;

  /** Items are what workers share among them, so more of them can work than on other topics. */
  private static final int ITEM_PARTITIONS = 12;

  private Topics() {}

  /**
   * Makes every topic with its retry and dead-letter topics, unless they are there.
   *
   * @throws TimeoutException when the broker does not answer within a minute
   */
  public static void create(String bootstrapServers)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = admin(bootstrapServers)) {
      Set<String> present = admin.listTopics().names().get(60, TimeUnit.SECONDS);
      List<NewTopic> missing = new ArrayList<>();
      for (String topic : Topic.ALL) {
        int partitions = topic.equals(Topic.INGEST_ITEMS) ? ITEM_PARTITIONS : PARTITIONS;
        missing.add(new NewTopic(topic, partitions, (short) 1));
        // A record keeps the number of its partition, among the dead and when it waits for a retry.
        missing.add(new NewTopic(Topic.deadLetters(topic), partitions, (short) 1));
      }
      for (String topic : Topic.RETRIED) {
        for (String retry : Topic.retries(topic)) {
          missing.add(new NewTopic(retry, PARTITIONS, (short) 1));
        }
      }
      missing.removeIf(topic -> present.contains(topic.name()));
      try {
        admin.createTopics(missing).all().get(60, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }
}
