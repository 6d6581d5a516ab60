package io.lamella.sdk.transfer;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.draft.Registration;
import io.lamella.sdk.folder.ScanIndexWriter;
import io.lamella.sdk.folder.Scanned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Registers changes in the draft, in order, once the packs that they need are stored: many in one
 * run, and what is ready at least every other second, so that little is done again after a cut.
 * Files whose bytes the server has lost meanwhile are kept apart.
 */
final class Registrar {
  /** What comes out of the packer; {@code end} and {@code ranges} for files that were read. */
  record Arrival(Planned planned, Piece.@Nullable End end, @Nullable Ranges ranges) {}

  /** A change that is to be registered, and why. */
  private record Ready(Change change, Planned planned) {}

  private static final Arrival LAST = new Arrival(new Planned.Keep(null, null), null, null);
  private static final int MAX_RUN = 10_000;

  /** So many files whose bytes were lost on the way are remembered, to be read again. */
  private static final int MAX_LOST = 50_000;

  private static final int BACKLOG = 16 * 1024;
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long HEARTBEAT_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Draft draft;
  private final @Nullable ScanIndexWriter index;
  private final Tally tally;
  private final TransferProgress progress;
  private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(2 * BACKLOG);
  private final List<Ready> run = new ArrayList<>();
  private final List<Planned.Read> lost = new ArrayList<>();
  private long flushed = System.nanoTime();
  private long alive = System.nanoTime();

  Registrar(Draft draft, @Nullable ScanIndexWriter index, Tally tally, TransferProgress progress) {
    this.draft = draft;
    this.index = index;
    this.tally = tally;
    this.progress = progress;
  }

  void put(Arrival arrival) throws InterruptedException {
    arrivals.put(arrival);
  }

  void end() throws InterruptedException {
    arrivals.put(LAST);
  }

  void failed(String reason) {
    tally.failed.add(reason);
  }

  /** Files that are not registered, because bytes of theirs are not stored any more. */
  List<Planned.Read> lost() {
    return List.copyOf(lost);
  }

  /** True when many wait, perhaps for the pack that is being filled. */
  boolean isBacklogged() {
    return arrivals.size() > BACKLOG;
  }

  void run() throws IOException, InterruptedException {
    while (true) {
      Arrival next = arrivals.poll(500, TimeUnit.MILLISECONDS);
      if (next == LAST) {
        flush();
        return;
      }
      if (next != null) {
        waitFor(next);
        take(next);
      }
      flushIfDue();
    }
  }

  private void waitFor(Arrival arrival) throws InterruptedException {
    if (arrival.ranges() != null && !arrival.ranges().isStored()) {
      flushIfDue();
    }
  }

  private void take(Arrival arrival) throws IOException, InterruptedException {
    Planned planned = arrival.planned();
    if (planned instanceof Planned.Keep keep) {
      tally.unchanged.increment();
      if (keep.file() != null && keep.digest() != null) {
        progress.read(keep.file().stamp().size());
        progress.files(1);
        remember(keep.file(), keep.file().stamp(), keep.digest());
      }
    } else if (planned instanceof Planned.Put put) {
      if (put.last()) {
        flush();
      }
      run.add(new Ready(new Change.Put(put.entry()), put));
    } else if (planned instanceof Planned.Remove remove) {
      run.add(new Ready(new Change.Delete(remove.path()), remove));
    } else if (planned instanceof Planned.Read read
        && arrival.end() != null
        && arrival.ranges() != null) {
      file(read, arrival.end(), arrival.ranges());
    }
    if (run.size() >= MAX_RUN) {
      flush();
    }
  }

  private void file(Planned.Read read, Piece.End end, Ranges ranges)
      throws IOException, InterruptedException {
    Scanned.File file = read.file();
    Entry.File entry =
        new Entry.File(
            file.path(),
            end.size(),
            end.stamp().isExecutable(),
            end.digest(),
            ranges.extents(),
            end.stamp().mtimeNanos(),
            end.stamp().permissions());
    remember(file, end.stamp(), end.digest());
    if (!read.lost() && isUnchanged(read, entry)) {
      progress.files(1);
      tally.unchanged.increment();
    } else {
      run.add(new Ready(new Change.Put(entry), read));
    }
  }

  private static boolean isUnchanged(Planned.Read read, Entry entry) {
    return read.before() != null && entry.sameContent(read.before());
  }

  private void remember(
      Scanned.File file, io.lamella.sdk.folder.Stamp stamp, io.lamella.content.Digest digest)
      throws IOException {
    if (index != null) {
      index.add(file.path(), stamp, digest);
    }
  }

  private void flushIfDue() {
    long now = System.nanoTime();
    if (!run.isEmpty() && now - flushed > FLUSH_NANOS) {
      flush();
    }
    if (now - alive > HEARTBEAT_NANOS) {
      draft.heartbeat();
      alive = now;
    }
  }

  private void flush() {
    if (!run.isEmpty()) {
      Set<EntryPath> refused = Registration.of(draft, run.stream().map(Ready::change).toList());
      for (Ready ready : run) {
        if (!refused.contains(ready.change().path())) {
          count(ready);
        } else if (ready.planned() instanceof Planned.Read read) {
          lost.add(read);
        }
      }
      run.clear();
      if (lost.size() > MAX_LOST) {
        throw new LamellaException(
            ErrorCode.MISSING_CONTENT,
            "the server has lost bytes of many files; do the same again, what arrived is kept");
      }
    }
    flushed = System.nanoTime();
  }

  private void count(Ready ready) {
    if (ready.planned() instanceof Planned.Remove) {
      tally.removed.increment();
    } else if (ready.planned() instanceof Planned.Put put) {
      tally.put(put.before() != null);
    } else if (ready.planned() instanceof Planned.Read read
        && ready.change() instanceof Change.Put put
        && put.entry() instanceof Entry.File file) {
      progress.files(1);
      if (isUnchanged(read, file)) {
        tally.unchanged.increment();
      } else {
        tally.put(read.before() != null);
        tally.bytes.add(file.size());
      }
    }
  }
}
