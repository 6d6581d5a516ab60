package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fetches what a plan still lacks, window by window, so that memory does not grow with it. */
final class Filling {
  private final Path tree;
  private final Fetcher fetcher;

  Filling(Path tree, Fetcher fetcher) {
    this.tree = tree;
    this.fetcher = fetcher;
  }

  /**
   * Reads the lines of {@code plan} and writes them, each file with its stamp, to {@code out}.
   *
   * @param base where earlier states of the files may lie
   * @throws DamagedFilesException when stored bytes were gone or changed; all others were fetched
   */
  void fill(Path plan, @Nullable Base base, Path out) throws IOException {
    try (RecordReader in = new RecordReader(plan);
        RecordFollower recorded = new RecordFollower(base == null ? null : base.record());
        RecordWriter record = new RecordWriter(out)) {
      List<Line> window = new ArrayList<>();
      List<@Nullable OldFile> olds = new ArrayList<>();
      Window size = new Window();
      for (Line line = in.next(); line != null; line = in.next()) {
        window.add(line);
        olds.add(base == null || !line.isTodo() ? null : old(base, line, recorded.at(line.path())));
        if (size.endsWith(line)) {
          fill(window, olds, record);
          window.clear();
          olds.clear();
        }
      }
      fill(window, olds, record);
      record.finish();
    }
    fetcher.checkNoneIsDamaged();
  }

  /** The file that lies at a line's path in the base, if the two have a pack in common. */
  private static @Nullable OldFile old(Base base, Line wanted, @Nullable Line recorded) {
    if (recorded == null
        || !(recorded.entry() instanceof Entry.File before)
        || !(wanted.entry() instanceof Entry.File file)) {
      return null;
    }
    Set<PackRef> packs = new HashSet<>();
    before.extents().forEach(extent -> packs.add(extent.pack()));
    return file.extents().stream().anyMatch(extent -> packs.contains(extent.pack()))
        ? new OldFile(base.tree().resolve(before.path().toString()), before)
        : null;
  }

  private void fill(List<Line> window, List<@Nullable OldFile> olds, RecordWriter record)
      throws IOException {
    List<Fetcher.Job> jobs = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      Line line = window.get(i);
      if (line.isTodo() && line.entry() instanceof Entry.File file) {
        jobs.add(new Fetcher.Job(file, tree.resolve(file.path().toString()), olds.get(i)));
      }
    }
    List<@Nullable Stamp> stamps = fetcher.fetch(jobs);
    int next = 0;
    for (Line line : window) {
      record.add(line.isTodo() ? line.with(stamps.get(next++)) : line);
    }
  }
}
