package io.lamella.upload;

import io.lamella.kit.outbox.EventProducer;
import io.lamella.kit.outbox.OutboxHealth;
import io.lamella.kit.outbox.OutboxMeter;
import io.lamella.kit.outbox.OutboxRelay;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;

/** Sends the outbox; every process can, one at a time does. */
@ApplicationScoped
public class EventRelay {
  private final Producer<String, byte[]> producer;
  private final OutboxRelay relay;

  @Inject
  EventRelay(
      Vertx vertx,
      Pool pool,
      MeterRegistry metrics,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    producer = EventProducer.inTurn(bootstrapServers);
    relay = new OutboxRelay(vertx, pool, producer, "/lamella/upload-service");
    OutboxMeter.of(relay, metrics);
  }

  void start(@Observes StartupEvent event) {
    relay.start();
  }

  @Produces
  @Wellness
  @ApplicationScoped
  HealthCheck events() {
    return new OutboxHealth(relay::ageSeconds);
  }

  void stop(@Observes ShutdownEvent event) {
    relay.stop();
    producer.close(Duration.ofSeconds(2));
  }
}
