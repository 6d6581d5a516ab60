package io.lamella.cache.warm;

import io.lamella.cache.pack.Packs;
import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.ticket.Ticket;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the packs of a version's files, neighbouring extents at once, some at the same time. Ends
 * early when more came than the cache holds.
 */
final class Prefetch {
  private static final Logger LOG = Logger.getLogger(Prefetch.class);

  /** Extents of one pack that lie closer than this are fetched in one go. */
  private static final long GAP = 1 << 20;

  private final Packs packs;
  private final List<Ticket.Domain> domains;
  private final Executor fetchers;
  private final long enough;
  private final AtomicLong fetched = new AtomicLong();
  private @Nullable PackRef pack;
  private long from;
  private long to;

  Prefetch(Packs packs, List<Ticket.Domain> domains, Executor fetchers, long enough) {
    this.packs = packs;
    this.domains = domains;
    this.fetchers = fetchers;
    this.enough = enough;
  }

  void run(Manifest manifest) throws IOException {
    try (Cursor<Entry> entries = manifest.entries(null, null)) {
      for (Entry entry = entries.next();
          entry != null && fetched.get() < enough;
          entry = entries.next()) {
        if (entry instanceof Entry.File file) {
          file.extents().forEach(this::add);
        }
      }
    }
    flush();
  }

  private void add(Extent extent) {
    boolean near = extent.offset() <= to + GAP && extent.end() >= from - GAP;
    if (!extent.pack().equals(pack) || !near) {
      flush();
      pack = extent.pack();
      from = extent.offset();
      to = extent.end();
      return;
    }
    from = Math.min(from, extent.offset());
    to = Math.max(to, extent.end());
  }

  private void flush() {
    PackRef ready = pack;
    long offset = from;
    long length = to - from;
    if (ready != null) {
      fetchers.execute(() -> fetch(ready, offset, length));
    }
    pack = null;
  }

  private void fetch(PackRef ready, long offset, long length) {
    try {
      fetched.addAndGet(packs.find(ready, domains).prefetch(offset, length));
    } catch (IOException | RuntimeException e) {
      LOG.warnf("not prefetched: %s: %s", ready.key(), e.getMessage());
    }
  }
}
