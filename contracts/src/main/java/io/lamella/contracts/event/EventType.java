package io.lamella.contracts.event;

import java.util.List;
import java.util.Optional;

/** CloudEvent types. Each names its body's record. */
public final class EventType {
  private static final String VERSION = "io.lamella.version.";
  private static final String V1 = ".v1";

  private EventType() {}

  /** {@link VersionEvent} */
  public static final String VERSION_CREATED = "io.lamella.version.created.v1";

  /** {@link VersionEvent} */
  public static final String VERSION_FINALIZED = "io.lamella.version.finalized.v1";

  /** {@link VersionEvent} */
  public static final String VERSION_PUBLISHED = "io.lamella.version.published.v1";

  /** {@link VersionEvent} */
  public static final String VERSION_FAILED = "io.lamella.version.failed.v1";

  /** {@link VersionEvent} */
  public static final String VERSION_ABORTED = "io.lamella.version.aborted.v1";

  /** {@link VersionEvent} */
  public static final String VERSION_RESUMED = "io.lamella.version.resumed.v1";

  /** {@link VersionEvent} */
  public static final String VERSION_ARCHIVED = "io.lamella.version.archived.v1";

  /** {@link VersionEvent} */
  public static final String VERSION_UNARCHIVED = "io.lamella.version.unarchived.v1";

  /** {@link VersionEvent}; it was put into the trash, and nothing of it may be thrown away yet. */
  public static final String VERSION_TRASHED = "io.lamella.version.trashed.v1";

  /** {@link VersionEvent}; it came back from the trash as it was. */
  public static final String VERSION_RESTORED = "io.lamella.version.restored.v1";

  /** {@link VersionEvent}; it is gone for good, at once or at the end of its term in the trash. */
  public static final String VERSION_DELETED = "io.lamella.version.deleted.v1";

  /** {@link VersionEvent} */
  public static final String VERSION_TAGGED = "io.lamella.version.tagged.v1";

  /** {@link SealRequested} */
  public static final String SEAL_REQUESTED = "io.lamella.seal.requested.v1";

  /** {@link VersionSealed} */
  public static final String VERSION_SEALED = "io.lamella.version.sealed.v1";

  /** {@link SealFailed} */
  public static final String SEAL_FAILED = "io.lamella.version.seal-failed.v1";

  /** {@link DraftIdle} */
  public static final String DRAFT_IDLE = "io.lamella.draft.idle.v1";

  /** {@link LocalCopyEvent} */
  public static final String LOCAL_COPY_READY = "io.lamella.localcopy.ready.v1";

  /** {@link LocalCopyEvent} */
  public static final String LOCAL_COPY_EVICTED = "io.lamella.localcopy.evicted.v1";

  /** {@link io.lamella.contracts.rest.IngestRequest} */
  public static final String INGEST_REQUESTED = "io.lamella.ingest.requested.v1";

  /** {@link IngestPlanned} */
  public static final String INGEST_PLANNED = "io.lamella.ingest.planned.v1";

  /** {@link IngestCancelled} */
  public static final String INGEST_CANCELLED = "io.lamella.ingest.cancelled.v1";

  /** {@link IngestItem} */
  public static final String INGEST_ITEM = "io.lamella.ingest.item.v1";

  /** {@link IngestProgressed} */
  public static final String INGEST_PROGRESSED = "io.lamella.ingest.progressed.v1";

  /** {@link IngestLoaded} */
  public static final String INGEST_LOADED = "io.lamella.ingest.loaded.v1";

  /** {@link IngestCompleted} */
  public static final String INGEST_COMPLETED = "io.lamella.ingest.completed.v1";

  /** {@link IngestFailed} */
  public static final String INGEST_FAILED = "io.lamella.ingest.failed.v1";

  /** {@link MigrationRequested} */
  public static final String MIGRATION_REQUESTED = "io.lamella.storage.migration-requested.v1";

  /** {@link MigrationProgressed} */
  public static final String MIGRATION_PROGRESSED = "io.lamella.storage.migration-progressed.v1";

  /** {@link VersionNotice}, none; what a webhook is tried with. */
  public static final String WEBHOOK_TEST = "io.lamella.webhook.test.v1";

  /** All that is told of versions on their topic. */
  public static final List<String> OF_VERSIONS =
      List.of(
          VERSION_CREATED,
          VERSION_FINALIZED,
          VERSION_PUBLISHED,
          VERSION_FAILED,
          VERSION_ABORTED,
          VERSION_RESUMED,
          VERSION_ARCHIVED,
          VERSION_UNARCHIVED,
          VERSION_TRASHED,
          VERSION_RESTORED,
          VERSION_DELETED,
          VERSION_TAGGED);

  /** The type of an event of versions by its short name, {@code finalized}, or its whole one. */
  public static Optional<String> ofVersion(String name) {
    return OF_VERSIONS.stream()
        .filter(type -> type.equals(name) || brief(type).equals(name))
        .findFirst();
  }

  /** The short name of a type of events of versions; any other type as it is. */
  public static String brief(String type) {
    return OF_VERSIONS.contains(type)
        ? type.substring(VERSION.length(), type.length() - V1.length())
        : type;
  }
}
