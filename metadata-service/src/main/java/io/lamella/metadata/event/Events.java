package io.lamella.metadata.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.kit.event.EventJson;
import io.lamella.kit.outbox.EventProducer;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.kit.outbox.OutboxHealth;
import io.lamella.kit.outbox.OutboxMeter;
import io.lamella.kit.outbox.OutboxRelay;
import io.lamella.kit.trace.TraceParent;
import io.lamella.metadata.journal.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What this service tells others: written beside the change it speaks of, sent after the commit.
 */
@ApplicationScoped
public class Events {
  private static final String INSERT_ALL =
      "INSERT INTO outbox (topic, key, event_id, type, subject, data, traceparent)"
          + " SELECT e.event->>'topic', e.event->>'key', CAST(e.event->>'id' AS uuid),"
          + " e.event->>'type', e.event->>'subject', CAST(e.event->>'data' AS jsonb),"
          + " NULLIF(CAST(:traceparent AS text), '')"
          + " FROM jsonb_array_elements(CAST(CAST(:events AS text) AS jsonb))"
          + " WITH ORDINALITY AS e(event, place) ORDER BY e.place";
  private static final String SOURCE = "/lamella/metadata-service";

  private final Producer<String, byte[]> producer;
  private final OutboxRelay relay;

  @Inject
  Events(
      Vertx vertx,
      Pool pool,
      MeterRegistry metrics,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.producer = EventProducer.create(bootstrapServers);
    this.relay = new OutboxRelay(vertx, pool, producer, SOURCE, Journal::append);
    OutboxMeter.of(relay, metrics);
  }

  void start(@Observes StartupEvent event) {
    relay.start();
  }

  void stop(@Observes ShutdownEvent event) {
    relay.stop();
    producer.close();
  }

  @Produces
  @Wellness
  @ApplicationScoped
  HealthCheck events() {
    return new OutboxHealth(relay::ageSeconds);
  }

  /** Appends events within the session's transaction, in this order, with the trace of here. */
  public Uni<Void> append(Mutiny.Session session, List<OutboxEvent> events) {
    return session
        .createNativeQuery(INSERT_ALL)
        .setParameter("events", json(events))
        .setParameter("traceparent", Objects.requireNonNullElse(TraceParent.here(), ""))
        .executeUpdate()
        .replaceWithVoid();
  }

  private static String json(List<OutboxEvent> events) {
    try {
      return EventJson.MAPPER.writeValueAsString(events);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is always JSON", e);
    }
  }

  /** Appends an event within the session's transaction. */
  public Uni<Void> append(Mutiny.Session session, OutboxEvent event) {
    return append(session, List.of(event));
  }

  /** To be called after the commit. */
  public void wake() {
    relay.wake();
  }
}
