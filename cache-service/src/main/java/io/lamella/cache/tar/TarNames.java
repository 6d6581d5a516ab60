package io.lamella.cache.tar;

import io.lamella.content.manifest.EntryPath;
import org.jspecify.annotations.Nullable;

/** Names in a tar stream: from the folder on that was asked for. */
final class TarNames {
  private final @Nullable EntryPath folder;
  private final int skipped;

  TarNames(@Nullable EntryPath folder) {
    this.folder = folder;
    this.skipped = folder == null ? 0 : folder.toString().length() + 1;
  }

  /** The name of an entry at or beneath the folder; the entry itself keeps its last part. */
  String of(EntryPath path) {
    return folder != null && folder.equals(path) ? path.name() : path.toString().substring(skipped);
  }
}
