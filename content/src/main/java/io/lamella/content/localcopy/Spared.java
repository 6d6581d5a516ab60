package io.lamella.content.localcopy;

import java.nio.file.Path;

/** What lies in people's folders and is never part of a version. */
final class Spared {
  /** Begins the names of folders that a copy is made in. */
  static final String STAGE = ".lamella-tmp-";

  private Spared() {}

  /** True for the client's own {@code .lamella} at the top, and for stages. */
  static boolean isSpared(Path folder, Path path) {
    String name = String.valueOf(path.getFileName());
    return folder.equals(path.getParent()) && (name.equals(".lamella") || name.startsWith(STAGE));
  }
}
