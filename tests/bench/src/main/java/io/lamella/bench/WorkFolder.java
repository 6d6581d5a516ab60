package io.lamella.bench;

import io.lamella.bench.data.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A fresh folder for all that a run makes, deleted at its end unless it is worth a look. */
final class WorkFolder implements AutoCloseable {
  private final Path path;
  private volatile boolean kept;

  private WorkFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes one.
   *
   * @param parent null: among the system's temporary ones
   */
  static WorkFolder make(@Nullable Path parent) throws IOException {
    String prefix = "lamella-bench-";
    Path made =
        parent == null
            ? Files.createTempDirectory(prefix)
            : Files.createTempDirectory(Files.createDirectories(parent), prefix);
    // PostgreSQL, which never runs as root, has its data inside.
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx--x--x"));
    return new WorkFolder(made.toRealPath());
  }

  Path path() {
    return path;
  }

  /** Lets it stay. */
  void keep() {
    kept = true;
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      Trees.delete(path);
    }
  }
}
