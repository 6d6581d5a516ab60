package io.lamella.cache.finalized;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.kit.event.CloudEvent;
import io.lamella.kit.trace.About;
import io.lamella.kit.trace.Messaging;
import io.lamella.kit.trace.Step;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Hears of versions that have just become final. */
@ApplicationScoped
public class FinalVersions {
  private static final Logger LOG = Logger.getLogger(FinalVersions.class);
  private final List<OnFinal> all;

  @Inject
  FinalVersions(@All List<OnFinal> all) {
    this.all = all;
  }

  /** Never fails: nothing depends on what is done here. */
  @Incoming("versions")
  public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
    Step step =
        Messaging.process(Topic.VERSIONS, message, Messaging.traceparent(message.headers()));
    try {
      CloudEvent event = CloudEvent.read(message);
      if (event.type().equals(EventType.VERSION_FINALIZED)) {
        VersionEvent version = event.body(VersionEvent.class);
        About.version(version.version(), version.dataset());
        all.forEach(one -> one.begin(version));
      }
      step.end(null);
    } catch (RuntimeException e) {
      step.end(e);
      LOG.warnf("an event is left out: %s", e.getMessage());
    }
    return Uni.createFrom().voidItem();
  }
}
