package io.lamella.upload.ingest;

import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.rest.IngestSource;
import java.util.Optional;

/** Where in a version sources go. */
final class Targets {
  private Targets() {}

  /** The folder that a source fills; empty: the top. */
  static Optional<EntryPath> folder(IngestSource source) {
    if (isInline(source)) {
      return EntryPath.of(String.valueOf(source.path())).parent();
    }
    String path = source.path() == null ? "" : source.path().replaceAll("/+$", "");
    return path.isEmpty() ? Optional.empty() : Optional.of(EntryPath.of(path));
  }

  /**
   * Where an object goes.
   *
   * @throws io.lamella.content.manifest.InvalidPathException when a version holds no such path
   */
  static EntryPath path(IngestSource source, String below) {
    return EntryPath.of(folder(source).map(folder -> folder + "/" + below).orElse(below));
  }

  /** Whether it is a file that came along. */
  static boolean isInline(IngestSource source) {
    return source.uri() == null && !source.list();
  }
}
