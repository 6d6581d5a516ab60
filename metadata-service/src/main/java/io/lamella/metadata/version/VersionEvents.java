package io.lamella.metadata.version;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.kit.outbox.OutboxEvent;
import java.time.Instant;
import java.util.List;

/** The events that speak of a version. */
public final class VersionEvents {
  private VersionEvents() {}

  /** Something happened to a version. */
  public static OutboxEvent happened(String type, Version version, String by, Instant at) {
    return event(type, version, version.epoch, by, at);
  }

  /** A version is gone, which is its last turn. */
  public static OutboxEvent deleted(Version version, String by, Instant at) {
    return event(EventType.VERSION_DELETED, version, version.epoch + 1, by, at);
  }

  private static OutboxEvent event(
      String type, Version version, long epoch, String by, Instant at) {
    VersionEvent body =
        new VersionEvent(
            version.id,
            version.dataset.id,
            version.dataset.project.path,
            version.dataset.name,
            version.number,
            version.state,
            epoch,
            version.digest,
            version.root,
            version.state.isSealed() ? version.domains.all() : List.of(),
            version.state.isSealed() ? version.files : null,
            version.state.isSealed() ? version.bytes : null,
            version.tags,
            by,
            at);
    return OutboxEvent.of(Topic.VERSIONS, version.dataset.id, type, body);
  }

  /** Asks for a seal of the version's epoch. */
  public static OutboxEvent sealRequested(Version version, Beginning beginning) {
    SealRequested body =
        new SealRequested(
            version.id,
            version.epoch,
            version.dataset.id,
            version.domain,
            version.store,
            version.profile,
            beginning.parents(),
            beginning.merge(),
            version.domains.all());
    return OutboxEvent.of(Topic.SEALS, version.id, EventType.SEAL_REQUESTED, body);
  }
}
