package io.lamella.testkit;

import io.lamella.containers.ServerContainer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

record KafkaContainer(ServerContainer server) implements TestKafka {
  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + server.port();
  }

  @Override
  public boolean runs() throws IOException {
    return server.runs();
  }

  @Override
  public void start() throws IOException {
    server.start();
  }

  @Override
  public void stop() throws IOException {
    server.stop();
  }

  /** Nobody reaches its files: the topic where it keeps them is deleted as soon as it is back. */
  @Override
  public void forgetConsumers() throws IOException {
    server.kill();
    server.start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.deleteTopics(List.of("__consumer_offsets")).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka forgets no consumers", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void loseAll() throws IOException {
    server.remove();
    server.start();
  }
}
