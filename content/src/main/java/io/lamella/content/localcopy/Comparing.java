package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Finds out which files of a folder are right already, so that only the others are written. */
final class Comparing {
  private static final int WINDOW = 10_000;

  /** A wanted line, and what is recorded of the file at its path. */
  private record Pair(Line wanted, @Nullable Line recorded, boolean reachable) {}

  private final Path folder;
  private final Workers workers;
  private final boolean everyByte;
  private long bytesKept;

  /**
   * @param everyByte hash all files, also those whose record says that nobody touched them
   */
  Comparing(Path folder, Workers workers, boolean everyByte) {
    this.folder = folder;
    this.workers = workers;
    this.everyByte = everyByte;
  }

  /** Logical bytes of files that are right. */
  long bytesKept() {
    return bytesKept;
  }

  /**
   * Writes the lines of {@code wanted} to {@code plan}, those of files that are right with their
   * stamps and as kept.
   *
   * @param record what is recorded of the folder, if anything
   */
  void compare(Path wanted, @Nullable Path record, Path plan) throws IOException {
    FolderWalk walk = new FolderWalk(folder, missing -> false, stray -> {});
    try (RecordReader lines = new RecordReader(wanted);
        RecordFollower recorded = new RecordFollower(record);
        RecordWriter out = new RecordWriter(plan)) {
      List<Pair> window = new ArrayList<>();
      for (Line line = lines.next(); line != null; line = lines.next()) {
        boolean reachable = !(line.entry() instanceof Entry.Folder) && walk.to(line.path());
        window.add(new Pair(line, recorded.at(line.path()), reachable));
        if (window.size() == WINDOW) {
          compare(window, out);
          window.clear();
        }
      }
      compare(window, out);
      out.finish();
    }
  }

  private void compare(List<Pair> window, RecordWriter out) throws IOException {
    AtomicReferenceArray<@Nullable Stamp> stamps = new AtomicReferenceArray<>(window.size());
    List<Workers.Task> tasks = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      Pair pair = window.get(i);
      int number = i;
      if (pair.reachable() && pair.wanted().entry() instanceof Entry.File file) {
        tasks.add(() -> stamps.set(number, right(file, pair.recorded())));
      }
    }
    workers.run(tasks);
    for (int i = 0; i < window.size(); i++) {
      Line line = window.get(i).wanted();
      Stamp stamp = stamps.get(i);
      bytesKept += stamp == null ? 0 : stamp.size();
      out.add(new Line(line.entry(), stamp, stamp != null));
    }
  }

  /** The stamp of a file that is right, else null. */
  private @Nullable Stamp right(Entry.File file, @Nullable Line recorded) throws IOException {
    Path path = folder.resolve(file.path().toString());
    FileState state = FileState.of(path);
    if (state == null || !state.isFile() || state.stamp().size() != file.size()) {
      return null;
    }
    if (!everyByte
        && recorded != null
        && recorded.entry() instanceof Entry.File before
        && state.stamp().equals(recorded.stamp())) {
      return before.digest().equals(file.digest()) ? state.stamp() : null;
    }
    if (!Files.isReadable(path) || !Hashing.of(path).equals(file.digest())) {
      return null;
    }
    FileState after = FileState.of(path);
    return after != null && after.stamp().equals(state.stamp()) ? state.stamp() : null;
  }
}
