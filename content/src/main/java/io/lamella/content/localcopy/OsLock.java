package io.lamella.content.localcopy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file that threads and processes respect alike, shared or exclusive. The operating
 * system lets go of it when its process ends, however it ends; process ids play no part, so it
 * holds across containers too.
 *
 * <p>A process has one channel per lock file at any time: POSIX drops all of a process's locks on a
 * file when it closes any descriptor of it.
 */
final class OsLock implements AutoCloseable {
  private static final long POLL_MILLIS = 25;

  /** What this process holds of one lock file. */
  private static final class Held {
    int shared;
    boolean exclusive;
    int interested;
    @Nullable FileChannel channel;
  }

  private static final Map<Path, Held> HELD = new HashMap<>();

  private final Path path;
  private final Held held;
  private final boolean exclusive;
  private boolean closed;

  private OsLock(Path path, Held held, boolean exclusive) {
    this.path = path;
    this.held = held;
    this.exclusive = exclusive;
  }

  static OsLock shared(Path path) throws IOException {
    return acquire(path, false, true).orElseThrow();
  }

  static OsLock exclusive(Path path) throws IOException {
    return acquire(path, true, true).orElseThrow();
  }

  static Optional<OsLock> tryShared(Path path) throws IOException {
    return acquire(path, false, false);
  }

  static Optional<OsLock> tryExclusive(Path path) throws IOException {
    return acquire(path, true, false);
  }

  /** Whether somebody holds it. Nobody else in this process can come upon the look itself. */
  static boolean isHeld(Path path) throws IOException {
    Held held = interest(path);
    try {
      synchronized (held) {
        if (held.exclusive || held.shared > 0) {
          return true;
        }
        if (FileState.of(path) == null) {
          return false;
        }
        try (FileChannel channel = lockFile(path, true)) {
          return channel == null;
        }
      }
    } finally {
      forget(path, held);
    }
  }

  private static Optional<OsLock> acquire(Path path, boolean exclusive, boolean wait)
      throws IOException {
    Held held = interest(path);
    boolean got = false;
    try {
      synchronized (held) {
        while (!take(path, held, exclusive)) {
          if (!wait) {
            return Optional.empty();
          }
          held.wait(POLL_MILLIS);
        }
        got = true;
        return Optional.of(new OsLock(path, held, exclusive));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + path);
    } finally {
      if (!got) {
        forget(path, held);
      }
    }
  }

  private static boolean take(Path path, Held held, boolean exclusive) throws IOException {
    if (held.exclusive || (exclusive && held.shared > 0)) {
      return false;
    }
    if (held.shared == 0) {
      held.channel = lockFile(path, exclusive);
      if (held.channel == null) {
        return false;
      }
    }
    if (exclusive) {
      held.exclusive = true;
    } else {
      held.shared++;
    }
    return true;
  }

  /** The locked file; null when somebody else holds it. */
  private static @Nullable FileChannel lockFile(Path path, boolean exclusive) throws IOException {
    while (true) {
      FileState before = FileState.of(path);
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean kept = false;
      try {
        if (before != null && channel.tryLock(0, Long.MAX_VALUE, !exclusive) == null) {
          return null;
        }
        // A lock on a file that was removed meanwhile is worth nothing. What lay at the path before
        // it was opened and lies there still is what was opened.
        kept = before != null && before.equals(FileState.of(path));
        if (kept) {
          return channel;
        }
      } catch (OverlappingFileLockException e) {
        return null;
      } finally {
        if (!kept) {
          channel.close();
        }
      }
    }
  }

  private static Held interest(Path path) {
    synchronized (HELD) {
      Held held = HELD.computeIfAbsent(path, p -> new Held());
      held.interested++;
      return held;
    }
  }

  private static void forget(Path path, Held held) {
    synchronized (HELD) {
      if (--held.interested == 0) {
        HELD.remove(path);
      }
    }
  }

  /** Removes the lock file of an exclusive lock and lets go. */
  void closeAndDelete() throws IOException {
    if (!exclusive) {
      throw new IllegalStateException("not exclusive: " + path);
    }
    if (!closed) {
      Files.deleteIfExists(path);
      close();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (held) {
      if (closed) {
        return;
      }
      closed = true;
      if (exclusive) {
        held.exclusive = false;
      } else {
        held.shared--;
      }
      try {
        if (held.shared == 0 && held.channel != null) {
          held.channel.close();
          held.channel = null;
        }
      } finally {
        held.notifyAll();
        forget(path, held);
      }
    }
  }
}
