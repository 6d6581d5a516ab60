package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the files that dead makers of the same copy had finished; each is hashed before it is
 * used.
 */
final class Salvage {
  private final List<Path> wrecks;
  private final Path tree;
  private final Use use;
  private final Work work;
  private final Placer placer = new Placer();
  private final AtomicLong bytes = new AtomicLong();

  Salvage(List<Path> wrecks, Path tree, Use use, Work work) {
    this.wrecks = wrecks;
    this.tree = tree;
    this.use = use;
    this.work = work;
  }

  /** Logical bytes that were found. */
  long bytes() {
    return bytes.get();
  }

  /** Writes the lines of {@code plan} to {@code out}, those of found files with their stamps. */
  void salvage(Path plan, Path out) throws IOException {
    try (RecordWriter left = new RecordWriter(out)) {
      new PlanPass(
              work.workers(),
              line -> {
                Entry.File file = line.file();
                return line.isTodo() && file != null ? () -> find(file) : null;
              },
              (line, stamp) -> left.add(stamp == null ? line : line.with(stamp)))
          .run(plan);
      left.finish();
    }
  }

  private @Nullable Stamp find(Entry.File file) throws IOException {
    Path to = tree.resolve(file.path().toString());
    for (Path wreck : wrecks) {
      Path from = wreck.resolve(file.path().toString());
      if (Placer.fileOfSize(from, file.size()) != null
          && Hashing.of(from).equals(file.digest())
          && (placer.link(from, to) || placer.copy(from, to, file))) {
        use.apply(to, file);
        bytes.addAndGet(file.size());
        work.progress().advance(1, file.size(), 0);
        return FileState.existing(to).stamp();
      }
    }
    return null;
  }
}
