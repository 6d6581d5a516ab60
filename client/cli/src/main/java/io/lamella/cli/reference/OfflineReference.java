package io.lamella.cli.reference;

import io.lamella.cli.session.Session;
import io.lamella.sdk.offline.OfflineDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code offline:FOLDER}, which names a version that is made offline. */
public final class OfflineReference {
  private static final String PREFIX = "offline:";

  private OfflineReference() {}

  public static String of(OfflineDraft draft) {
    return PREFIX + draft.folder();
  }

  /** Throws when a version of a server is asked for by an offline one's name. */
  static void refuse(String reference) {
    if (reference.startsWith(PREFIX)) {
      String folder = reference.substring(PREFIX.length());
      throw new UsageException(
          reference
              + " is made offline: add, remove, status and close work on it, and lamella"
              + " import-offline "
              + folder
              + " puts it on a server");
    }
  }

  /**
   * The offline version that is named, or that is the folder's current one; empty: another version
   * is meant.
   *
   * @param reference null: none
   */
  public static Optional<OfflineDraft> find(
      Session session, VersionOptions options, @Nullable String reference) throws IOException {
    String named = reference;
    if (named == null && !options.isGiven()) {
      named = new CurrentVersion(session).find().orElse(null);
    }
    if (named == null || !named.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Path folder = Path.of(named.substring(PREFIX.length()));
    return Optional.of(OfflineDraft.open(session.folder().resolve(folder)));
  }
}
