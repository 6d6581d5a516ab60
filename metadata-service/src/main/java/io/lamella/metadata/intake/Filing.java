package io.lamella.metadata.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.rest.IntakeClosing;
import io.lamella.kit.event.EventJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts pieces into a dataset's open window, in the order in which they came, closes it when it is
 * full, and goes on with the next one: each piece is in one window. What comes for the same path
 * again before it is written down counts once, and the last wins.
 */
final class Filing {
  /** So much is asked for at a time. */
  private static final int LINES = 4_000;

  private static final int BYTES = 384 << 10;

  private final UUID dataset;
  private final IntakeClosing close;
  private final List<Filled> windows = new ArrayList<>();
  private final List<Batch> batches = new ArrayList<>();
  private final Map<String, Piece> pieces = new LinkedHashMap<>();
  private long newest;
  private @Nullable Filled open;

  /**
   * @param open the window that takes pieces now; null: there is none
   * @param newest number of the dataset's newest window
   */
  Filing(UUID dataset, IntakeClosing close, @Nullable Filled open, long newest) {
    this.dataset = dataset;
    this.close = close;
    this.open = open;
    this.newest = newest;
  }

  /**
   * A window that changes.
   *
   * @param version id of its version; of a window that is there it says nothing new
   * @param closedBy what closed it; null: it is open
   */
  record Filled(
      UUID dataset, long seq, UUID version, long files, long bytes, @Nullable String closedBy) {
    private Filled with(Piece piece, @Nullable Piece before) {
      return new Filled(
          dataset,
          seq,
          version,
          before == null ? files + 1 : files,
          bytes + piece.bytes() - (before == null ? 0 : before.bytes()),
          null);
    }

    private Filled closed(String by) {
      return new Filled(dataset, seq, version, files, bytes, by);
    }
  }

  /** What one request loads. */
  record Batch(UUID id, UUID dataset, long seq, String sources) {}

  void add(List<Piece> more) {
    for (Piece piece : more) {
      Filled now = open == null ? next() : open;
      Piece before = pieces.remove(piece.key());
      pieces.put(piece.key(), piece);
      open = now.with(piece, before);
      if (close.files() != null && open.files() >= close.files()) {
        close("files");
      } else if (close.bytes() != null && open.bytes() >= close.bytes()) {
        close("bytes");
      }
    }
  }

  private Filled next() {
    return new Filled(dataset, ++newest, UUID.randomUUID(), 0, 0, null);
  }

  /** Closes the window, if one is open. */
  void close(String by) {
    if (open != null) {
      windows.add(open.closed(by));
      gather(open.seq());
      open = null;
    }
  }

  /** Ends; after it nothing is added. */
  void end() {
    if (open != null && !pieces.isEmpty()) {
      windows.add(open);
      gather(open.seq());
    }
  }

  /** Number of the newest window. */
  long newest() {
    return newest;
  }

  List<Filled> windows() {
    return windows;
  }

  List<Batch> batches() {
    return batches;
  }

  private void gather(long seq) {
    Gathering lines = new Gathering(seq);
    Gathering contents = new Gathering(seq);
    for (Piece piece : pieces.values()) {
      if (piece.alone()) {
        batch(seq, List.of(piece));
      } else {
        (piece.line() != null ? lines : contents).add(piece);
      }
    }
    lines.flush();
    contents.flush();
    pieces.clear();
  }

  private final class Gathering {
    private final long seq;
    private final List<Piece> gathered = new ArrayList<>();
    private int bytes;

    Gathering(long seq) {
      this.seq = seq;
    }

    void add(Piece piece) {
      int length = piece.length();
      if (gathered.size() == LINES || (bytes + length > BYTES && !gathered.isEmpty())) {
        flush();
      }
      gathered.add(piece);
      bytes += length;
    }

    void flush() {
      if (!gathered.isEmpty()) {
        batch(seq, gathered);
        gathered.clear();
        bytes = 0;
      }
    }
  }

  private void batch(long seq, List<Piece> together) {
    List<String> lines = new ArrayList<>();
    List<IngestSource> sources = new ArrayList<>();
    for (Piece piece : together) {
      if (piece.line() != null) {
        lines.add(piece.line());
      } else if (piece.source() != null) {
        sources.add(piece.source());
      }
    }
    if (!lines.isEmpty()) {
      sources.add(Piece.list(lines));
    }
    batches.add(new Batch(UUID.randomUUID(), dataset, seq, json(sources)));
  }

  static String json(@Nullable Object value) {
    try {
      return EventJson.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("sources are always JSON", e);
    }
  }
}
