package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Takes what a plan lacks from files on this machine. */
final class Reusing {
  private static final int WINDOW = 10_000;

  /** Trees that dead makers left; everything in them is hashed before it is used. */
  private final List<Path> leftovers;

  private final Path tree;
  private final Use use;
  private final Work work;
  private final Placer placer;
  private final AtomicLong bytes = new AtomicLong();

  Reusing(List<Path> leftovers, Path tree, Use use, Work work, Placer placer) {
    this.leftovers = leftovers;
    this.tree = tree;
    this.use = use;
    this.work = work;
    this.placer = placer;
  }

  /** Logical bytes that were found. */
  long bytes() {
    return bytes.get();
  }

  /** Writes the lines of {@code plan} to {@code out}, those of found files with their stamps. */
  void reuse(Path plan, Path out) throws IOException {
    try (RecordReader lines = new RecordReader(plan);
        RecordWriter left = new RecordWriter(out)) {
      List<Line> window = new ArrayList<>();
      for (Line line = lines.next(); line != null; line = lines.next()) {
        window.add(line);
        if (window.size() == WINDOW) {
          reuse(window, left);
          window.clear();
        }
      }
      reuse(window, left);
      left.finish();
    }
  }

  private void reuse(List<Line> window, RecordWriter out) throws IOException {
    AtomicReferenceArray<@Nullable Stamp> stamps = new AtomicReferenceArray<>(window.size());
    List<Workers.Task> tasks = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      int number = i;
      if (window.get(i).isTodo() && window.get(i).entry() instanceof Entry.File file) {
        tasks.add(() -> stamps.set(number, take(file)));
      }
    }
    work.workers().run(tasks);
    for (int i = 0; i < window.size(); i++) {
      Stamp stamp = stamps.get(i);
      out.add(stamp == null ? window.get(i) : window.get(i).with(stamp));
    }
  }

  private @Nullable Stamp take(Entry.File file) throws IOException {
    Path to = tree.resolve(file.path().toString());
    if (!fromLeftovers(file, to)) {
      return null;
    }
    use.apply(to, file);
    bytes.addAndGet(file.size());
    work.progress().advance(1, file.size(), 0);
    return FileState.existing(to).stamp();
  }

  private boolean fromLeftovers(Entry.File file, Path to) throws IOException {
    for (Path leftover : leftovers) {
      Path from = leftover.resolve(file.path().toString());
      if (Placer.fileOfSize(from, file.size()) != null
          && Hashing.of(from).equals(file.digest())
          && (placer.link(from, to) || placer.copy(from, to, file))) {
        return true;
      }
    }
    return false;
  }
}
