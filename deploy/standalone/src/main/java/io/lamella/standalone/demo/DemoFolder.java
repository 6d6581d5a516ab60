package io.lamella.standalone.demo;

import io.lamella.standalone.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The temporary folder of a demo, deleted at its end unless something in it is worth a look. */
public final class DemoFolder implements AutoCloseable {
  private final Path path;
  private volatile boolean kept;

  private DemoFolder(Path path) {
    this.path = path;
  }

  public static DemoFolder make() throws IOException {
    Path path = Files.createTempDirectory("lamella-demo-");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    return new DemoFolder(path.toRealPath());
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Lets it stay. */
  public void keep() {
    kept = true;
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      Folders.delete(path);
    }
  }
}
