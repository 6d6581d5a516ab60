package io.lamella.containers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka broker that is its own controller, as the official image takes variables. */
public record Kafka() implements Recipe {
  @Override
  public String image() {
    return System.getProperty("lamella.test.kafka-image", "apache/kafka:4.1.1");
  }

  @Override
  public int port() {
    return 9092;
  }

  @Override
  public Map<String, String> environment(int published) {
    return Map.ofEntries(
        Map.entry("KAFKA_HEAP_OPTS", "-Xmx256m"),
        Map.entry("JAVA_TOOL_OPTIONS", "-Xmx256m -XX:TieredStopAtLevel=1"),
        Map.entry("KAFKA_NODE_ID", "1"),
        Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
        Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
        Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
        // It has to reach itself where clients do not: ends of transactions go over the network.
        Map.entry("KAFKA_INTER_BROKER_LISTENER_NAME", "INSIDE"),
        Map.entry(
            "KAFKA_LISTENERS",
            "OUTSIDE://0.0.0.0:9092,CONTROLLER://localhost:9093,INSIDE://localhost:9094"),
        Map.entry(
            "KAFKA_ADVERTISED_LISTENERS",
            "OUTSIDE://127.0.0.1:" + published + ",INSIDE://localhost:9094"),
        Map.entry(
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
            "OUTSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT,INSIDE:PLAINTEXT"),
        Map.entry("KAFKA_LOG_DIRS", "/var/lib/kafka/data"),
        Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
        Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
        Map.entry("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "1"),
        Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
        Map.entry("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1"),
        Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
        Map.entry("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1"),
        Map.entry("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1"),
        Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"));
  }

  @Override
  public List<String> command() {
    return List.of();
  }

  @Override
  public void awaitReady(int published, int seconds) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + published))) {
      admin.describeCluster().nodes().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka in a container does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
