package io.lamella.metadata.seal;

import io.lamella.contracts.event.DraftIdle;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.IngestProgressed;
import io.lamella.contracts.event.MigrationProgressed;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.kit.event.CloudEvent;
import io.lamella.kit.event.Delivery;
import io.lamella.kit.event.UnreadableEventException;
import io.lamella.metadata.ingest.IngestNews;
import io.lamella.metadata.migration.Migrations;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic of upload-service. A record is acknowledged after its effect; one that cannot be
 * read goes to the dead letters, and the partition goes on meanwhile.
 */
@ApplicationScoped
public class UploadNews {
  private static final Logger LOG = Logger.getLogger(UploadNews.class);

  private final Outcomes outcomes;
  private final IngestNews ingests;
  private final Migrations migrations;

  @Inject
  UploadNews(Outcomes outcomes, IngestNews ingests, Migrations migrations) {
    this.outcomes = outcomes;
    this.ingests = ingests;
    this.migrations = migrations;
  }

  @Incoming("uploads")
  public Uni<Void> take(KafkaRecord<String, byte[]> record) {
    return Delivery.take(record, Topic.UPLOADS, this::apply);
  }

  private Uni<Void> apply(CloudEvent event) {
    return switch (event.type()) {
      case EventType.VERSION_SEALED ->
          outcomes.sealed(
              whole(
                  event,
                  VersionSealed.class,
                  body -> Stream.of(body.version(), body.digest(), body.root())));
      case EventType.SEAL_FAILED ->
          outcomes.failed(
              whole(event, SealFailed.class, body -> Stream.of(body.version(), body.code())));
      case EventType.DRAFT_IDLE ->
          outcomes.idle(whole(event, DraftIdle.class, body -> Stream.of(body.version())));
      case EventType.INGEST_PROGRESSED ->
          ingests.progressed(
              whole(
                  event, IngestProgressed.class, body -> Stream.of(body.ingest(), body.counts())));
      case EventType.INGEST_LOADED ->
          ingests.loaded(
              whole(event, IngestLoaded.class, body -> Stream.of(body.ingest(), body.counts())));
      case EventType.MIGRATION_PROGRESSED ->
          migrations.progressed(
              whole(event, MigrationProgressed.class, body -> Stream.of(body.migration())));
      default -> {
        LOG.debugf("not for this service: %s", event.type());
        yield Uni.createFrom().voidItem();
      }
    };
  }

  /** The body with all that its effect needs. */
  private static <T> T whole(
      CloudEvent event, Class<T> form, Function<T, Stream<? extends @Nullable Object>> needed) {
    @Nullable T body = event.body(form);
    if (body == null || needed.apply(body).anyMatch(Objects::isNull)) {
      throw new UnreadableEventException("an event of type " + event.type() + " that lacks parts");
    }
    return body;
  }
}
