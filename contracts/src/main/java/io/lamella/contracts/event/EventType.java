package io.lamella.contracts.event;

/** CloudEvent types. Each names its body's record. */
public final class EventType {
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
}
