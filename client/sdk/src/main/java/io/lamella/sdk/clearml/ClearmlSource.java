package io.lamella.sdk.clearml;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where ClearML keeps datasets. */
public interface ClearmlSource {
  /** A file of this machine; closed, it is deleted if it was fetched. */
  record Local(Path path, boolean fetched) implements Closeable {
    @Override
    public void close() throws IOException {
      if (fetched) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** All datasets, the oldest first. */
  List<ClearmlDataset> datasets() throws IOException;

  /**
   * An artifact as a file of this machine.
   *
   * @throws MissingArtifactException when it is not there, or lies where it cannot be had
   * @throws IOException when nothing can be said about it now
   */
  Local local(ClearmlArtifact artifact) throws IOException;
}
