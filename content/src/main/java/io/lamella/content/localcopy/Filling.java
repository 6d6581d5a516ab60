package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fetches what a plan still lacks, window by window, so that memory does not grow with it. */
final class Filling {
  /**
   * What is there in the end.
   *
   * @param files files, those of links among them
   * @param bytes of them
   * @param lacking links that could not be fetched
   */
  record Filled(long files, long bytes, List<LocalCopies.Problem> lacking) {}

  private final Path tree;
  private final Fetcher fetcher;
  private final LinkFetcher links;
  private long files;
  private long bytes;

  Filling(Path tree, Fetcher fetcher, LinkFetcher links) {
    this.tree = tree;
    this.fetcher = fetcher;
    this.links = links;
  }

  /**
   * Reads the lines of {@code plan} and writes them, each file with its stamp, to {@code out};
   * links that could not be fetched are left out.
   *
   * @param base where earlier states of the files may lie
   * @throws DamagedFilesException when stored bytes were gone or changed; all others were fetched
   */
  Filled fill(Path plan, @Nullable Base base, Path out) throws IOException {
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
    return new Filled(files, bytes, links.lacking());
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
    List<Line> elsewhere = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      Line line = window.get(i);
      if (line.isTodo() && line.entry() instanceof Entry.File file) {
        jobs.add(new Fetcher.Job(file, tree.resolve(file.path().toString()), olds.get(i)));
      } else if (line.isTodo()) {
        elsewhere.add(line);
      }
    }
    Iterator<@Nullable Stamp> stamps = fetcher.fetch(jobs).iterator();
    Iterator<@Nullable Line> fetched = links.fetch(elsewhere).iterator();
    for (Line line : window) {
      Line there = line;
      if (line.isTodo()) {
        there = line.entry() instanceof Entry.File ? line.with(stamps.next()) : fetched.next();
      }
      if (there != null) {
        record.add(there);
        count(there);
      }
    }
  }

  private void count(Line line) {
    Entry.File file = line.file();
    if (file != null) {
      files++;
      bytes += file.size();
    }
  }
}
