package io.lamella.cache.localcopy;

import io.lamella.content.localcopy.LocalCopies;
import io.lamella.contracts.rest.LocalCopyView;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A copy in memory: its record, and how far the work on it is. */
final class CopyJob implements LocalCopies.Progress {
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile CopyRecord copy;
  private volatile boolean running;

  CopyJob(CopyRecord copy) {
    this.copy = copy;
  }

  CopyRecord copy() {
    return copy;
  }

  void become(CopyRecord changed) {
    copy = changed;
  }

  void begin() {
    files.set(0);
    bytes.set(0);
    running = true;
  }

  void end() {
    running = false;
  }

  @Override
  public void advance(long moreFiles, long written, long fetched) {
    files.addAndGet(moreFiles);
    bytes.addAndGet(written);
  }

  LocalCopyView view(String node) {
    CopyRecord now = copy;
    boolean wanted = now.stage() == CopyRecord.Stage.WANTED;
    return new LocalCopyView(
        now.id(),
        now.version(),
        now.digest(),
        wanted ? (running ? "copying" : "waiting") : now.stage().name().toLowerCase(Locale.ROOT),
        node,
        wanted ? null : now.path(),
        wanted ? files.get() : now.files(),
        wanted ? bytes.get() : now.bytes(),
        now.failure());
  }
}
