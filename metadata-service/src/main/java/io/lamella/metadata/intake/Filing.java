package io.lamella.metadata.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.rest.IntakeClosing;
import io.lamella.kit.event.EventJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts pieces into a dataset's open window, in the order in which they came, closes it when it is
 * full, and goes on with the next one: each piece is in one window. What comes for the same path
 * again before it is written down counts once, and the last wins.
 */
final class Filing {
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
   * @param traceparent where its first piece came, as far as it is new; null: in no trace
   */
  record Filled(
      UUID dataset,
      long seq,
      UUID version,
      long files,
      long bytes,
      @Nullable String closedBy,
      @Nullable String traceparent) {
    private Filled with(Piece piece, @Nullable Piece before) {
      return new Filled(
          dataset,
          seq,
          version,
          before == null ? files + 1 : files,
          bytes + piece.bytes() - (before == null ? 0 : before.bytes()),
          null,
          traceparent);
    }

    private Filled closed(String by) {
      return new Filled(dataset, seq, version, files, bytes, by, traceparent);
    }
  }

  /** What is in a window. */
  record Batch(UUID id, UUID dataset, long seq, Gathering.Request request) {}

  /**
   * Puts what came together into windows.
   *
   * @param traceparent where it came; null: in no trace
   * @return versions of these windows
   */
  Set<UUID> add(List<Piece> more, @Nullable String traceparent) {
    Set<UUID> versions = new LinkedHashSet<>();
    for (Piece piece : more) {
      Filled now = open == null ? next(traceparent) : open;
      versions.add(now.version());
      Piece before = pieces.remove(piece.key());
      pieces.put(piece.key(), piece);
      open = now.with(piece, before);
      if (close.files() != null && open.files() >= close.files()) {
        close("files");
      } else if (close.bytes() != null && open.bytes() >= close.bytes()) {
        close("bytes");
      }
    }
    return versions;
  }

  private Filled next(@Nullable String traceparent) {
    return new Filled(dataset, ++newest, UUID.randomUUID(), 0, 0, null, traceparent);
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
    for (Gathering.Request request : Gathering.of(pieces.values())) {
      batches.add(new Batch(UUID.randomUUID(), dataset, seq, request));
    }
    pieces.clear();
  }

  static String json(@Nullable Object value) {
    try {
      return EventJson.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("sources are always JSON", e);
    }
  }
}
