package io.lamella.sdk.folder;

import io.lamella.content.manifest.EntryPath;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A folder in a version as people write it: {@code ./x/}, {@code /x} and {@code x} are the same.
 */
public final class DatasetFolder {
  private DatasetFolder() {}

  /**
   * The path that is written in several pieces, one beneath the other; null: the top.
   *
   * @throws io.lamella.content.manifest.InvalidPathException when no version can have it
   */
  public static @Nullable EntryPath of(@Nullable String... pieces) {
    String path =
        Arrays.stream(pieces)
            .filter(piece -> piece != null)
            .flatMap(piece -> Arrays.stream(piece.split("/")))
            .filter(part -> !part.isEmpty() && !part.equals("."))
            .collect(Collectors.joining("/"));
    return path.isEmpty() ? null : EntryPath.of(path);
  }
}
