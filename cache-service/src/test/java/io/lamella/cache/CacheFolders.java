package io.lamella.cache;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Folders of the service under test: its caches, and what it warms. */
public final class CacheFolders implements QuarkusTestResourceLifecycleManager {
  private Path folder = Path.of("");

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("lamella-cache-tests-");
      return Map.of(
          "lamella.cache.dir",
          folder.resolve("content").toString(),
          "lamella.local-copies.dir",
          folder.resolve("copies").toString(),
          "lamella.previews.dir",
          folder.resolve("previews").toString(),
          "lamella.previews.exclude",
          "secret/**",
          "lamella.node",
          "node-1",
          "lamella.warm",
          "warm/**,*/hot*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    try {
      Files.walkFileTree(folder, new Deleting());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes)
        throws IOException {
      Files.setPosixFilePermissions(found, PosixFilePermissions.fromString("rwx------"));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path left, @org.jspecify.annotations.Nullable IOException e) throws IOException {
      Files.delete(left);
      return FileVisitResult.CONTINUE;
    }
  }
}
