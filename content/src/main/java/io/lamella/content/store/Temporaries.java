package io.lamella.content.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names for files that are being written, and the removal of those whose process died. */
final class Temporaries {
  private static final Duration DEAD = Duration.ofDays(1);
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Folders folders;
  private final Path folder;
  private final AtomicLong sweptMillis = new AtomicLong();

  /** Nothing is made or removed before the first name is asked for. */
  Temporaries(Folders folders, Path folder) {
    this.folders = folders;
    this.folder = folder;
  }

  /** A name that is not in use, in a folder that is there. */
  Path create() throws IOException {
    folders.make(folder);
    Instant now = Instant.now();
    long last = sweptMillis.get();
    boolean due = now.toEpochMilli() - last > PAUSE.toMillis();
    if (due && sweptMillis.compareAndSet(last, now.toEpochMilli())) {
      sweep(now);
    }
    return folder.resolve(UUID.randomUUID().toString());
  }

  private void sweep(Instant now) throws IOException {
    FileTime dead = FileTime.from(now.minus(DEAD));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try {
          if (Files.getLastModifiedTime(file).compareTo(dead) < 0) {
            Files.deleteIfExists(file);
          }
        } catch (NoSuchFileException e) {
          continue; // committed, given up or swept by another process
        }
      }
    }
  }
}
