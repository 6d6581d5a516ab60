package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentReader;
import io.lamella.content.pack.PackSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files from packs: files that lie near each other in a pack by one read, several reads at
 * a time. Every file is checked against its digest as a whole. Memory: some {@link
 * RangeBuffer#MAX_BYTES} a thread, whatever the sizes.
 */
final class Fetcher {
  /**
   * A file to fetch.
   *
   * @param to where it goes; nothing may be there
   * @param old an earlier state of the file on this machine, if there is one
   */
  record Job(Entry.File file, Path to, @Nullable OldFile old) {}

  /** A file on this machine and what it is believed to hold. */
  record OldFile(Path path, Entry.File file) {}

  /** Jobs whose bytes are read together, with the places of their stamps. */
  private record Batch(List<Job> jobs, List<Integer> numbers) {}

  private static final int MAX_BATCH = 2000;

  private final PackSource source;
  private final Workers workers;
  private final Use use;
  private final LocalCopies.Progress progress;
  private final AtomicLong reused = new AtomicLong();

  Fetcher(PackSource source, Workers workers, Use use, LocalCopies.Progress progress) {
    this.source = source;
    this.workers = workers;
    this.use = use;
    this.progress = progress;
  }

  /** Bytes taken from old files instead of packs, so far. */
  long reused() {
    return reused.get();
  }

  /** Writes the files of {@code jobs}; returns their stamps in the same order. */
  List<Stamp> fetch(List<Job> jobs) throws IOException {
    AtomicReferenceArray<Stamp> stamps = new AtomicReferenceArray<>(jobs.size());
    List<Workers.Task> tasks = new ArrayList<>();
    List<Integer> small = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      int number = i;
      if (isSmall(job)) {
        small.add(i);
      } else {
        tasks.add(() -> stamps.set(number, alone(job)));
      }
    }
    for (Batch batch : batches(jobs, small)) {
      tasks.add(() -> together(batch, stamps));
    }
    workers.run(tasks);
    List<Stamp> result = new ArrayList<>(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      result.add(stamps.get(i));
    }
    return result;
  }

  private static boolean isSmall(Job job) {
    List<Extent> extents = job.file().extents();
    return extents.size() == 1 && extents.get(0).storedLength() <= RangeBuffer.MAX_BYTES;
  }

  private static List<Batch> batches(List<Job> jobs, List<Integer> numbers) {
    Comparator<Integer> byPlace =
        Comparator.comparing(n -> jobs.get(n).file().extents().get(0), RangeBuffer.BY_PLACE);
    numbers.sort(byPlace);
    List<Batch> batches = new ArrayList<>();
    @Nullable Extent first = null;
    long end = 0;
    for (int number : numbers) {
      Job job = jobs.get(number);
      Extent extent = job.file().extents().get(0);
      if (first == null
          || !extent.pack().equals(first.pack())
          || extent.offset() - end > RangeBuffer.MAX_GAP
          || Math.max(end, extent.end()) - first.offset() > RangeBuffer.MAX_BYTES
          || batches.get(batches.size() - 1).jobs().size() >= MAX_BATCH) {
        batches.add(new Batch(new ArrayList<>(), new ArrayList<>()));
        first = extent;
        end = extent.end();
      }
      batches.get(batches.size() - 1).jobs().add(job);
      batches.get(batches.size() - 1).numbers().add(number);
      end = Math.max(end, extent.end());
    }
    return batches;
  }

  private void together(Batch batch, AtomicReferenceArray<Stamp> stamps) throws IOException {
    List<Extent> extents = new ArrayList<>();
    for (Job job : batch.jobs()) {
      extents.addAll(job.file().extents());
    }
    ExtentReader reader = new ExtentReader(new RangeBuffer(source, extents));
    for (int i = 0; i < batch.jobs().size(); i++) {
      Job job = batch.jobs().get(i);
      try (FileSink sink = new FileSink(job.to(), job.file().size())) {
        reader.read(job.file().extents().get(0), sink);
        complete(job, sink);
      }
      stamps.set(batch.numbers().get(i), finish(job));
    }
  }

  private Stamp alone(Job job) throws IOException {
    try (FileSink sink = new FileSink(job.to(), job.file().size())) {
      write(job.file().extents(), sink);
      complete(job, sink);
    }
    return finish(job);
  }

  /** Reads extents in their order, some at a time. */
  private void write(List<Extent> extents, FileSink sink) throws IOException {
    List<Extent> group = new ArrayList<>();
    long bytes = 0;
    for (Extent extent : extents) {
      if (bytes + extent.storedLength() > RangeBuffer.MAX_BYTES) {
        writeGroup(group, sink);
        group.clear();
        bytes = 0;
      }
      if (extent.storedLength() > RangeBuffer.MAX_BYTES) {
        new ExtentReader(source).read(extent, sink);
      } else {
        group.add(extent);
        bytes += extent.storedLength();
      }
    }
    writeGroup(group, sink);
  }

  private void writeGroup(List<Extent> group, FileSink sink) throws IOException {
    if (!group.isEmpty()) {
      ExtentReader reader = new ExtentReader(new RangeBuffer(source, group));
      for (Extent extent : group) {
        reader.read(extent, sink);
      }
    }
  }

  private static void complete(Job job, FileSink sink) throws IOException {
    if (!sink.complete(job.file())) {
      throw new CorruptedException(
          "the stored bytes of "
              + job.file().path()
              + " are not what the version says: digest "
              + job.file().digest()
              + " expected");
    }
  }

  private Stamp finish(Job job) throws IOException {
    use.apply(job.to(), job.file());
    progress.advance(1, job.file().size(), 0);
    return FileState.existing(job.to()).stamp();
  }
}
