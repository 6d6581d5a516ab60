package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final Path path;
  private final OsLock lock;

  private Stage(Path path, OsLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes one in {@code folder}. */
  static Stage begin(Path folder) throws IOException {
    String name = Spared.STAGE + Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path path = Files.createDirectory(folder.resolve(name));
    return new Stage(path, OsLock.exclusive(path.resolve("lock")));
  }

  /** Clears stages in {@code folder} whose makers died, and what they had moved into it already. */
  static void clearDead(Path folder) throws IOException {
    List<Path> stages = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, Spared.STAGE + "*")) {
      found.forEach(stages::add);
    }
    for (Path path : stages) {
      FileState state = FileState.of(path);
      if (state == null || !state.isFolder()) {
        continue;
      }
      Optional<OsLock> lock = OsLock.tryExclusive(path.resolve("lock"));
      if (lock.isPresent()) {
        try (Stage dead = new Stage(path, lock.get())) {
          dead.takeBack(folder);
        }
      }
    }
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

  /** Moves the finished tree into {@code folder}, which is empty but for stages. */
  void moveInto(Path folder) throws IOException {
    Files.createFile(path.resolve(MOVING));
    for (String name : Trees.names(tree())) {
      Files.move(tree().resolve(name), folder.resolve(name));
    }
    Files.delete(path.resolve(MOVING));
  }

  private void takeBack(Path folder) throws IOException {
    if (!Files.exists(path.resolve(MOVING))) {
      return;
    }
    String last = "";
    try (RecordReader lines = new RecordReader(record())) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        String name = line.path().toString().split("/", 2)[0];
        if (!name.equals(last) && FileState.of(tree().resolve(name)) == null) {
          Trees.delete(folder.resolve(name));
        }
        last = name;
      }
    }
  }

  /** Removes it. */
  @Override
  public void close() throws IOException {
    try {
      Trees.delete(path);
    } finally {
      lock.close();
    }
  }
}
