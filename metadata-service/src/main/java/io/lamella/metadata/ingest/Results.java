package io.lamella.metadata.ingest;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestCancelled;
import io.lamella.contracts.event.IngestCompleted;
import io.lamella.contracts.event.IngestFailed;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.Failure;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.metadata.version.Version;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What pipelines, and upload-service, are told of ingests. */
final class Results {
  private Results() {}

  static OutboxEvent completed(Ingest ingest, Version version) {
    boolean sealed = version.state.isSealed();
    return event(
        ingest.id(),
        EventType.INGEST_COMPLETED,
        new IngestCompleted(
            ingest.id(),
            ingest.ownKey(),
            version.id,
            version.dataset.project.path,
            version.dataset.name,
            version.number,
            version.state,
            sealed ? version.files : ingest.counts().doneFiles(),
            sealed ? version.bytes : ingest.counts().doneBytes(),
            version.digest,
            ingest.misses()));
  }

  /**
   * @param version whether it has one
   */
  static OutboxEvent failed(Ingest ingest, Failure failure, boolean version) {
    return event(
        ingest.id(),
        EventType.INGEST_FAILED,
        new IngestFailed(
            ingest.id(),
            ingest.ownKey(),
            failure.code(),
            failure.detail(),
            version ? ingest.version() : null,
            ingest.misses()));
  }

  /** A request that became no ingest. */
  static OutboxEvent refused(@Nullable String key, Failure failure) {
    return event(
        UUID.randomUUID(),
        EventType.INGEST_FAILED,
        new IngestFailed(null, key, failure.code(), failure.detail(), null, List.of()));
  }

  static OutboxEvent cancelled(Ingest ingest) {
    return OutboxEvent.of(
        Topic.INGEST_PLANS,
        ingest.version(),
        EventType.INGEST_CANCELLED,
        new IngestCancelled(ingest.id(), ingest.version()));
  }

  private static OutboxEvent event(UUID key, String type, Object body) {
    return OutboxEvent.of(Topic.INGEST_RESULTS, key, type, body);
  }

  /** Whether a version's state says that nobody puts anything into it any more. */
  static boolean isOver(VersionState state) {
    return state != VersionState.UPLOADING;
  }
}
