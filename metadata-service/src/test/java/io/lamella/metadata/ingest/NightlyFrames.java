package io.lamella.metadata.ingest;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.LocalDate;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

@ApplicationScoped
public class NightlyFrames {
  @Channel("to-lamella")
  MutinyEmitter<String> ingests;

  /** Asks for a version of what a night has brought; done when Kafka has the request. */
  public Uni<Void> written(LocalDate day) {
    String request =
        """
        {"target":  {"project": "vision/raw", "dataset": "frames", "parents": ["@latest"]},
         "sources": [{"uri": "s3://camera/day=%s/"}],
         "publish": true}
        """
            .formatted(day);
    OutgoingCloudEventMetadata<Object> event =
        OutgoingCloudEventMetadata.builder()
            .withType("io.lamella.ingest.requested.v1")
            .withSource(URI.create("/camera"))
            .withId("night-" + day)
            .build();
    return ingests.sendMessage(Message.of(request, Metadata.of(event)));
  }
}
