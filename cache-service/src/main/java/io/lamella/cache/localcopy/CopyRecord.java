package io.lamella.cache.localcopy;

import io.lamella.content.localcopy.LocalCopies;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Root;
import io.lamella.contracts.RootRef;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.trace.TraceParent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a wanted copy, kept on disk: enough to go on with it after a restart.
 *
 * @param id follows from digest and prefix, so that the same wish is the same copy
 * @param version the version that it was last asked for as
 * @param digest version digest, 64 hex digits
 * @param prefix only what lies there; null: all
 * @param root the manifest
 * @param domains where its bytes lie
 * @param verify every byte of what is there is checked
 * @param stage how far it is
 * @param path folder, once it is ready
 * @param files files of it, once it is ready
 * @param bytes logical bytes of it, once it is ready
 * @param failure why it failed
 * @param told versions that others were told are ready as this copy, which is of all of them
 * @param traceparent where it was last asked for; null: in no trace
 */
record CopyRecord(
    String id,
    UUID version,
    String digest,
    @Nullable String prefix,
    RootRef root,
    List<Ticket.Domain> domains,
    boolean verify,
    Stage stage,
    @Nullable String path,
    long files,
    long bytes,
    @Nullable Failure failure,
    Set<UUID> told,
    @Nullable String traceparent) {

  /** How far a copy is. */
  enum Stage {
    WANTED,
    READY,
    FAILED
  }

  CopyRecord {
    domains = List.copyOf(domains);
    if (told == null) { // in records of old
      told = stage == Stage.READY ? Set.of(version) : Set.of();
    }
    told = Set.copyOf(told);
  }

  /**
   * A wish.
   *
   * @param told versions that were told of before
   */
  static CopyRecord wanted(
      LocalCopies.Wanted content, List<Ticket.Domain> domains, boolean verify, Set<UUID> told) {
    EntryPath path = content.prefix();
    return new CopyRecord(
        LocalCopies.id(content),
        UUID.fromString(content.version()),
        content.root().versionDigest().hex(),
        path == null ? null : path.toString(),
        content.root().toRef(),
        domains,
        verify,
        Stage.WANTED,
        null,
        0,
        0,
        null,
        told,
        TraceParent.here());
  }

  CopyRecord ready(LocalCopies.Copied made) {
    Set<UUID> all =
        Stream.concat(told.stream(), Stream.of(version)).collect(Collectors.toUnmodifiableSet());
    return ended(Stage.READY, made.folder().toString(), made.files(), made.bytes(), null, all);
  }

  CopyRecord failed(Failure why) {
    return ended(Stage.FAILED, null, 0, 0, why, told);
  }

  private CopyRecord ended(
      Stage how,
      @Nullable String folder,
      long holds,
      long size,
      @Nullable Failure why,
      Set<UUID> toldNow) {
    return new CopyRecord(
        id,
        version,
        digest,
        prefix,
        root,
        domains,
        verify,
        how,
        folder,
        holds,
        size,
        why,
        toldNow,
        traceparent);
  }

  LocalCopies.Wanted asContent() {
    EntryPath path = prefix == null ? null : EntryPath.of(prefix);
    return new LocalCopies.Wanted(version.toString(), Root.of(root), path);
  }

  /** True when it was ready, and its folder is no longer there. */
  boolean isGone() {
    return stage == Stage.READY && (path == null || !Files.isDirectory(Path.of(path)));
  }
}
