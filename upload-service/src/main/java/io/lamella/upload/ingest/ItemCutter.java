package io.lamella.upload.ingest;

import io.lamella.contracts.event.IngestItem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cuts what is found into items that are bounded in files and bytes. */
final class ItemCutter {
  /** What nobody knows the size of counts as so much. */
  private static final long UNKNOWN = 512 << 10;

  /** What an item is told in has to fit into a record: of so many bytes it is closed. */
  private static final long TOLD = 320 << 10;

  /** Names of fields, numbers and punctuation of a file. */
  private static final int FRAME = 200;

  private final UUID ingest;
  private final int attempt;
  private final int maxFiles;
  private final long maxBytes;
  private final List<IngestItem> items = new ArrayList<>();
  private List<IngestItem.File> open = new ArrayList<>();
  private long openBytes;
  private long openTold;
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
    long told = told(file);
    if (!open.isEmpty()
        && (open.size() == maxFiles || openBytes + size > maxBytes || openTold + told > TOLD)) {
      close();
    }
    openTold += told;
    open.add(file);
    openBytes += size;
    files++;
    bytes += Math.max(0, file.size());
  }

  private void close() {
    items.add(new IngestItem(ingest, attempt, next++, open, null));
    open = new ArrayList<>();
    openBytes = 0;
    openTold = 0;
  }

  private static long told(IngestItem.File file) {
    return FRAME
        + length(file.path())
        + length(file.uri())
        + length(file.etag())
        + length(file.content())
        + length(file.base64());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
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
