package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentBatch;
import io.lamella.content.pack.ExtentReader;
import io.lamella.content.pack.PackSource;
import io.lamella.content.store.NoSuchObjectException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files from packs: files that lie near each other in a pack by one read, several reads at
 * a time. Every file is checked against its digest as a whole. One whose stored bytes are gone or
 * changed keeps none of the others from being fetched. Memory: some {@link RangeBuffer#MAX_BYTES} a
 * thread, whatever the sizes.
 */
final class Fetcher {
  /**
   * A file to fetch.
   *
   * @param to where it goes; nothing may be there
   * @param old an earlier state of it on this machine, if there is one
   */
  record Job(Entry.File file, Path to, @Nullable OldFile old) {}

  private final Work work;
  private final Use use;
  private final AtomicLong reused = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private final Map<EntryPath, IOException> damaged = new ConcurrentSkipListMap<>();

  Fetcher(Work work, Use use) {
    this.work = work;
    this.use = use;
  }

  /** Bytes taken from old states of files, so far. */
  long reused() {
    return reused.get();
  }

  /** Files that were fetched so far. */
  long files() {
    return files.get();
  }

  /**
   * Tells of all that could not be fetched.
   *
   * @throws DamagedFilesException when there was any
   */
  void checkNoneIsDamaged() throws DamagedFilesException {
    if (!damaged.isEmpty()) {
      throw new DamagedFilesException(
          damaged.keySet().stream().map(EntryPath::toString).toList(),
          damaged.values().iterator().next());
    }
  }

  /**
   * Writes the files of {@code jobs}; returns their stamps in the same order, null for a damaged
   * one.
   */
  List<@Nullable Stamp> fetch(List<Job> jobs) throws IOException {
    AtomicReferenceArray<@Nullable Stamp> stamps = new AtomicReferenceArray<>(jobs.size());
    List<Workers.Task> tasks = new ArrayList<>();
    List<ExtentBatch.Request<Integer>> small = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      if (isSmall(job)) {
        small.add(new ExtentBatch.Request<>(i, job.file().extents().get(0)));
      } else {
        int number = i;
        tasks.add(() -> stamps.set(number, unlessDamaged(job, () -> alone(job))));
      }
    }
    for (ExtentBatch<Integer> batch : ExtentBatch.plan(small)) {
      tasks.add(() -> together(batch, jobs, stamps));
    }
    work.workers().run(tasks);
    List<@Nullable Stamp> result = new ArrayList<>(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      result.add(stamps.get(i));
    }
    return result;
  }

  /** True for what lies in one place of a size to be fetched together with others. */
  private static boolean isSmall(Job job) {
    List<Extent> extents = job.file().extents();
    return extents.size() == 1
        && extents.get(0).storedLength() <= RangeBuffer.MAX_BYTES
        && (job.old() == null || extents.get(0).count() == 1);
  }

  /** Writes a file. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private @Nullable Stamp unlessDamaged(Job job, Writing writing) throws IOException {
    try {
      writing.run();
    } catch (CorruptedException | NoSuchObjectException e) {
      damaged.put(job.file().path(), e);
      return null;
    }
    return finish(job);
  }

  private void together(
      ExtentBatch<Integer> batch, List<Job> jobs, AtomicReferenceArray<@Nullable Stamp> stamps)
      throws IOException {
    PackSource packs;
    try {
      packs = new RangeBuffer(work.source(), batch);
    } catch (CorruptedException | NoSuchObjectException e) {
      // Some of them may be there all the same.
      packs = work.source();
    }
    ExtentReader reader = ExtentReader.forWholeFiles(packs);
    for (ExtentBatch.Request<Integer> request : batch.requests()) {
      Job job = jobs.get(request.key());
      stamps.set(
          request.key(),
          unlessDamaged(
              job,
              () -> {
                try (FileSink sink = new FileSink(job.to(), job.file().size())) {
                  reader.read(request.extent(), sink);
                  complete(job, sink);
                }
              }));
    }
  }

  private void alone(Job job) throws IOException {
    if (!assemble(job)) {
      List<Piece> pieces = new ArrayList<>();
      for (Extent extent : job.file().extents()) {
        pieces.add(new Piece.Remote(extent));
      }
      try (FileSink sink = new FileSink(job.to(), job.file().size())) {
        new PieceWriter(work.source(), null, sink).write(pieces);
        complete(job, sink);
      }
    }
  }

  /** Writes a file from its old state and what has to be fetched; false when that gives it not. */
  private boolean assemble(Job job) throws IOException {
    OldFile old = job.old();
    if (old == null
        || Placer.fileOfSize(old.path(), old.file().size()) == null
        || old.file().extents().isEmpty()) {
      return false;
    }
    List<Piece> pieces = Assembly.plan(old.file(), job.file(), work.source());
    if (pieces == null) {
      return false;
    }
    try (FileSink sink = new FileSink(job.to(), job.file().size())) {
      long local = new PieceWriter(work.source(), old.path(), sink).write(pieces);
      boolean right = sink.complete(job.file());
      reused.addAndGet(right ? local : 0);
      return right;
    } catch (CorruptedException | EOFException e) {
      return false;
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
    files.incrementAndGet();
    work.progress().advance(1, job.file().size(), 0);
    return FileState.existing(job.to()).stamp();
  }
}
