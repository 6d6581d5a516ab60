package io.lamella.upload.ingest;

import io.lamella.contracts.event.IngestItem;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Cuts what is found into items that are bounded in files and bytes. */
final class ItemCutter {
  /** What nobody knows the size of counts as so much. */
  private static final long UNKNOWN = 512 << 10;

  private final UUID ingest;
  private final int attempt;
  private final int maxFiles;
  private final long maxBytes;
  private final List<IngestItem> items = new ArrayList<>();
  private List<IngestItem.File> open = new ArrayList<>();
  private long openBytes;
  private long files;
  private long bytes;
  private int next;

  /**
   * @param next number of the next item
   */
  ItemCutter(Ingest ingest, int next, int maxFiles, long maxBytes) {
    this.ingest = ingest.id();
    this.attempt = ingest.attempt();
    this.next = next;
    this.maxFiles = maxFiles;
    this.maxBytes = maxBytes;
  }

  void add(IngestItem.File file) {
    long size = file.size() < 0 ? UNKNOWN : file.size();
    if (!open.isEmpty() && (open.size() == maxFiles || openBytes + size > maxBytes)) {
      close();
    }
    open.add(file);
    openBytes += size;
    files++;
    bytes += Math.max(0, file.size());
  }

  private void close() {
    items.add(new IngestItem(ingest, attempt, next++, open));
    open = new ArrayList<>();
    openBytes = 0;
  }

  /** Whether so many items are whole that they should be told. */
  boolean isFull(int enough) {
    return items.size() >= enough;
  }

  /** Whether something waits to become an item. */
  boolean isEmpty() {
    return items.isEmpty() && open.isEmpty();
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  /** All that was added, as items; the cutter is empty then. */
  List<IngestItem> take() {
    if (!open.isEmpty()) {
      close();
    }
    List<IngestItem> all = List.copyOf(items);
    items.clear();
    files = 0;
    bytes = 0;
    return all;
  }
}
