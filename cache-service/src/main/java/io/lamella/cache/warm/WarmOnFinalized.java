package io.lamella.cache.warm;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.kit.event.CloudEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Warms versions that have just become final, where their dataset is wanted here. */
@ApplicationScoped
public class WarmOnFinalized {
  private static final Logger LOG = Logger.getLogger(WarmOnFinalized.class);
  private final Warming warming;
  private final WarmConfig config;

  @Inject
  WarmOnFinalized(Warming warming, WarmConfig config) {
    this.warming = warming;
    this.config = config;
  }

  /** Never fails: what cannot be read cannot be warmed, and nothing else depends on it. */
  @Incoming("versions")
  public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
    try {
      CloudEvent event = CloudEvent.read(message);
      if (event.type().equals(EventType.VERSION_FINALIZED)) {
        warm(event.body(VersionEvent.class));
      }
    } catch (RuntimeException e) {
      LOG.warnf("an event is left out: %s", e.getMessage());
    }
    return Uni.createFrom().voidItem();
  }

  private void warm(VersionEvent event) {
    if (event.root() != null && config.wants(event.project(), event.name())) {
      warming.want(event.version(), event.root(), event.domains());
    }
  }
}
