package io.lamella.sdk.folder;

import io.lamella.content.manifest.EntryPath;
import java.nio.file.Path;

/** Something found in a folder, with the path that it has in a version. */
public sealed interface Scanned {
  EntryPath path();

  /**
   * A file.
   *
   * @param source where it is on this machine
   * @param stamp what the file system said when it was found
   */
  record File(EntryPath path, Path source, Stamp stamp) implements Scanned {}

  /** A symlink and its target, as it is written. */
  record Symlink(EntryPath path, String target) implements Scanned {}

  /** A folder with nothing in it. */
  record Folder(EntryPath path, int permissions) implements Scanned {}
}
