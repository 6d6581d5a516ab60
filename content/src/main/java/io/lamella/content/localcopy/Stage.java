package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A private folder in somebody else's one, in which a copy is made before it goes to its place. Its
 * lock tells whether its maker lives; the next maker clears what a dead one left.
 */
final class Stage implements AutoCloseable {
  /** There while the finished tree moves into the folder that holds the stage. */
  private static final String MOVING = "moving";

  /** A maker locks its stage as soon as it has made it. */
  private static final Duration UNLOCKED = Duration.ofMinutes(10);

  private final Path path;
  private final OsLock lock;

  private Stage(Path path, OsLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes one in {@code folder}. */
  static Stage begin(Path folder) throws IOException {
    while (true) {
      String name = Spared.STAGE + Long.toHexString(ThreadLocalRandom.current().nextLong());
      Path path = Files.createDirectory(folder.resolve(name));
      try {
        return new Stage(path, OsLock.exclusive(path.resolve("lock")));
      } catch (NoSuchFileException e) {
        // Somebody took it for a dead one's before it was locked.
        continue;
      }
    }
  }

  /**
   * Clears what makers who died left beside this stage: their stages, if they were of the same
   * user.
   *
   * @param takesBack also what they had moved into the folder already, which must be what the
   *     caller is to write to; else such stages stay
   */
  void clearDead(boolean takesBack) throws IOException {
    List<Path> others = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder(), Spared.STAGE + "*")) {
      found.forEach(others::add);
    }
    for (Path other : others) {
      try {
        if (!other.equals(path)
            && mayBeDead(other)
            && (takesBack || !Files.exists(other.resolve(MOVING), LinkOption.NOFOLLOW_LINKS))) {
          clear(other);
        }
      } catch (FileSystemException e) {
        // It is not for us to clear, or somebody else just did.
        continue;
      }
    }
  }

  /** Who has not locked a stage may be about to. */
  private boolean mayBeDead(Path other) throws IOException {
    FileState state = FileState.of(other);
    if (state == null || !state.isFolder() || !owner(other).equals(owner(path))) {
      return false;
    }
    Instant made = Files.getLastModifiedTime(other, LinkOption.NOFOLLOW_LINKS).toInstant();
    return FileState.of(other.resolve("lock")) != null
        || made.isBefore(Instant.now().minus(UNLOCKED));
  }

  private static Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static void clear(Path dead) throws IOException {
    Optional<OsLock> lock = OsLock.tryExclusive(dead.resolve("lock"));
    if (lock.isPresent()) {
      new Stage(dead, lock.get()).close();
    }
  }

  private Path folder() {
    return path.resolveSibling("");
  }

  Path path() {
    return path;
  }

  Path tree() {
    return path.resolve("tree");
  }

  Path record() {
    return path.resolve("record");
  }

  /**
   * Moves the finished tree into the stage's folder, which is empty but for stages. Unless all of it
   * could be moved, closing takes back what was.
   */
  void moveOut() throws IOException {
    Files.createFile(path.resolve(MOVING));
    for (String name : Trees.names(tree())) {
      Files.move(tree().resolve(name), folder().resolve(name));
    }
    Files.delete(path.resolve(MOVING));
  }

  private void takeBack() throws IOException {
    if (!Files.exists(path.resolve(MOVING))) {
      return;
    }
    String last = "";
    try (RecordReader lines = new RecordReader(record())) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        String name = line.path().toString().split("/", 2)[0];
        if (!name.equals(last) && FileState.of(tree().resolve(name)) == null) {
          Trees.delete(folder().resolve(name));
        }
        last = name;
      }
    } catch (CorruptedException | NoSuchFileException e) {
      // What was moved is not known; it stays, and the folder is not empty.
      return;
    }
  }

  /** Removes it. */
  @Override
  public void close() throws IOException {
    try {
      takeBack();
      Trees.delete(path);
    } finally {
      lock.close();
    }
  }
}
