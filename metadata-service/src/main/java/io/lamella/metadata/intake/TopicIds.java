package io.lamella.metadata.intake;

import io.lamella.contracts.event.Topic;
import io.lamella.kit.kafka.QuietClients;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Kafka's id of the topic, which tells whether it is the one of which places are known. */
@ApplicationScoped
class TopicIds {
  private static final long PATIENCE_SECONDS = 10;

  private final String bootstrapServers;
  private volatile @Nullable String known;

  @Inject
  TopicIds(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** As it was when it was last asked for. */
  Uni<String> get() {
    String id = known;
    return id != null ? Uni.createFrom().item(id) : ask();
  }

  /** As it is now. */
  Uni<String> ask() {
    return Uni.createFrom()
        .item(this::describe)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .invoke(id -> known = id);
  }

  private String describe() {
    try (Admin admin =
        Admin.create(
            QuietClients.with(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)))) {
      return admin
          .describeTopics(List.of(Topic.INTAKE))
          .topicNameValues()
          .values()
          .iterator()
          .next()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .topicId()
          .toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka does not say which topic it is", e);
    }
  }
}
