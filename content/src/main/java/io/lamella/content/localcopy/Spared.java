package io.lamella.content.localcopy;

import io.lamella.content.manifest.EntryPath;
import java.nio.file.Path;

/** What lies in people's folders and is never part of a version. */
final class Spared {
  /** Begins the names of folders that a copy is made in. */
  static final String STAGE = ".lamella-tmp-";

  private Spared() {}

  /** True for the client's own {@code .lamella} at the top, and for stages. */
  static boolean isSpared(Path folder, Path path) {
    return folder.equals(path.getParent()) && isSpared(String.valueOf(path.getFileName()));
  }

  /** True for an entry whose place would be there; whoever sealed it, it is not written. */
  static boolean isSpared(EntryPath path) {
    return isSpared(path.toString().split("/", 2)[0]);
  }

  private static boolean isSpared(String topName) {
    return topName.equals(".lamella") || topName.startsWith(STAGE);
  }
}
