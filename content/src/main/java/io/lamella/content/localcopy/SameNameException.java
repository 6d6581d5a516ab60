package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Two entries of a version have names that this file system cannot tell apart (they differ in case
 * or normalization only), so writing one would overwrite the other.
 */
public final class SameNameException extends IOException {
  private static final long serialVersionUID = 1L;

  private SameNameException(String message) {
    super(message);
  }

  /** What stood in the way of making {@code path}, which nobody else can have made. */
  static SameNameException at(Path path) throws IOException {
    String name = String.valueOf(path.getFileName());
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      try (DirectoryStream<Path> siblings = Files.newDirectoryStream(folder)) {
        for (Path sibling : siblings) {
          String other = String.valueOf(sibling.getFileName());
          if (!other.equals(name) && folded(other).equals(folded(name))) {
            return new SameNameException(
                "this file system cannot tell "
                    + other
                    + " and "
                    + name
                    + " apart, both in "
                    + folder);
          }
        }
      }
    }
    return new SameNameException(
        "this file system takes " + path + " for another entry of the version");
  }

  private static String folded(String name) {
    String upper = Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
    return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }
}
