package io.lamella.content.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes folders that survive a power cut. Safe for use by several threads. Folders must not be
 * removed while the process lives.
 */
public final class Folders {
  /** Folders whose entries in their parents are known to be on disk. */
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  /** The folder of a file that lies in one. */
  static Path of(Path file) {
    return Objects.requireNonNull(file.getParent(), () -> file + " lies in no folder");
  }

  /**
   * Makes {@code folder} and what is missing above it, each one's entry fsynced. A folder that was
   * there, but is new to this process, is fsynced too: whoever made it may not have come to that.
   */
  public void make(Path folder) throws IOException {
    if (durable.contains(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent == null) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      make(parent);
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      }
    }
    sync(parent);
    durable.add(folder);
  }

  /** Makes durable what was added to, renamed in or removed from {@code folder}. */
  public void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
