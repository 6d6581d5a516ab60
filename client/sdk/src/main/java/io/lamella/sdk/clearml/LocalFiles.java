package io.lamella.sdk.clearml;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Artifacts that lie on this machine, or on what is mounted on it. */
final class LocalFiles {
  private LocalFiles() {}

  /**
   * @throws MissingArtifactException when there is no such file
   */
  static ClearmlSource.Local of(String uri) throws MissingArtifactException {
    Path file;
    try {
      file = Path.of(URI.create(Addresses.of(uri)));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new MissingArtifactException(uri + " is no file of this machine");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new MissingArtifactException("there is no file " + file);
    }
    return new ClearmlSource.Local(file, false);
  }
}
