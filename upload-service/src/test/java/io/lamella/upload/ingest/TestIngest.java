package io.lamella.upload.ingest;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestCancelled;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.IngestPlanned;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.testkit.TestTopics;
import io.lamella.upload.TestVersion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An ingest as metadata-service would ask for it. */
record TestIngest(UUID id, TestVersion version, int attempt, String mode) {
  static TestIngest of(TestVersion version) {
    return new TestIngest(UUID.randomUUID(), version, 1, IngestRequest.ADD);
  }

  static TestIngest of(TestVersion version, String mode) {
    return new TestIngest(UUID.randomUUID(), version, 1, mode);
  }

  TestIngest again() {
    return new TestIngest(id, version, attempt + 1, mode);
  }

  static IngestSource source(String uri) {
    return source(uri, null);
  }

  static IngestSource source(String uri, @Nullable String path) {
    return new IngestSource(uri, false, null, null, List.of(), List.of(), path);
  }

  /** Asks for it. */
  TestIngest plan(IngestSource... sources) {
    Ticket ticket =
        new Ticket(
            version.id(),
            version.dataset(),
            "tests/files",
            version.epoch(),
            VersionState.UPLOADING,
            version.domain(),
            TestVersion.store(),
            "default",
            version.parents(),
            version.merge(),
            null,
            List.of(new Ticket.Domain(version.domain(), TestVersion.store())),
            List.of(Ticket.Right.READ, Ticket.Right.WRITE),
            "tests",
            Instant.now().plusSeconds(3600));
    send(EventType.INGEST_PLANNED, new IngestPlanned(id, attempt, ticket, mode, List.of(sources)));
    return this;
  }

  void cancel() {
    send(EventType.INGEST_CANCELLED, new IngestCancelled(id, version.id()));
  }

  private void send(String type, Object body) {
    TestTopics.send(
        Topic.INGEST_PLANS, version.id().toString(), type, version.id().toString(), body);
  }

  IngestLoaded awaitLoaded() {
    return TestTopics.body(
        TestTopics.await(
            Topic.UPLOADS,
            record ->
                version.isOf(record, EventType.INGEST_LOADED)
                    && TestTopics.body(record, IngestLoaded.class).attempt() == attempt),
        IngestLoaded.class);
  }

  /** How often its end was told. */
  long timesTold() {
    return told().size();
  }

  /** What was told of its ends. */
  List<IngestLoaded> told() {
    return TestTopics.all(Topic.UPLOADS).stream()
        .filter(record -> version.isOf(record, EventType.INGEST_LOADED))
        .map(record -> TestTopics.body(record, IngestLoaded.class))
        .toList();
  }
}
