package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds out which files of a folder are right already, so that only the others are written. */
final class Comparing {
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
    try (RecordFollower recorded = new RecordFollower(record);
        RecordWriter out = new RecordWriter(plan)) {
      new PlanPass(
              workers,
              line -> choose(line, walk, recorded),
              (line, stamp) -> {
                bytesKept += stamp == null ? 0 : stamp.size();
                out.add(new Line(line.entry(), stamp, stamp != null));
              })
          .run(wanted);
      out.finish();
    }
  }

  private PlanPass.@Nullable Finder choose(Line line, FolderWalk walk, RecordFollower recorded)
      throws IOException {
    Entry.File file = line.file();
    if (file != null && walk.to(line.path())) {
      Line known = recorded.at(line.path());
      return () -> right(file, known);
    }
    return null;
  }

  /** The stamp of a file that is right, else null. */
  private @Nullable Stamp right(Entry.File file, @Nullable Line recorded) throws IOException {
    Path path = folder.resolve(file.path().toString());
    FileState state = FileState.of(path);
    if (state == null || !state.isFile() || state.stamp().size() != file.size()) {
      return null;
    }
    Entry.File before = recorded == null ? null : recorded.file();
    if (!everyByte
        && recorded != null
        && before != null
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
