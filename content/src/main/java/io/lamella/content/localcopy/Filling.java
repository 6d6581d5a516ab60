package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fetches what a plan still lacks, window by window, so that memory does not grow with it. */
final class Filling {
  private static final int MAX_LINES = 10_000;
  private static final int MAX_EXTENTS = 100_000;

  private final Path tree;
  private final Fetcher fetcher;

  Filling(Path tree, Fetcher fetcher) {
    this.tree = tree;
    this.fetcher = fetcher;
  }

  /** Reads the lines of {@code plan} and writes them, each file with its stamp, to {@code out}. */
  void fill(Path plan, Path out) throws IOException {
    try (RecordReader in = new RecordReader(plan);
        RecordWriter record = new RecordWriter(out)) {
      List<Line> window = new ArrayList<>();
      int extents = 0;
      for (Line line = in.next(); line != null; line = in.next()) {
        window.add(line);
        extents += line.entry() instanceof Entry.File file ? file.extents().size() : 0;
        if (window.size() == MAX_LINES || extents >= MAX_EXTENTS) {
          fill(window, record);
          window.clear();
          extents = 0;
        }
      }
      fill(window, record);
      record.finish();
    }
  }

  private void fill(List<Line> window, RecordWriter record) throws IOException {
    List<Fetcher.Job> jobs = new ArrayList<>();
    for (Line line : window) {
      if (line.isTodo() && line.entry() instanceof Entry.File file) {
        jobs.add(new Fetcher.Job(file, tree.resolve(file.path().toString())));
      }
    }
    List<Stamp> stamps = fetcher.fetch(jobs);
    int next = 0;
    for (Line line : window) {
      record.add(line.isTodo() ? line.with(stamps.get(next++)) : line);
    }
  }
}
