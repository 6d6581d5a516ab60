package io.lamella.upload.intake;

import io.lamella.content.Digest;
import io.lamella.content.pack.KnownChunks.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some MiB of a file's chunks, held until it is known which of them are stored already. A known
 * place is used only where that does not shred the file: for a long run of neighbours, for one that
 * goes on where the window before ended or may go on in the next, or for a whole small file.
 */
final class Window {
  /** Bytes that a window holds at least when it is full. */
  static final int BYTES = 4 << 20;

  /** A shorter run of known chunks is stored again. */
  static final int LONG_RUN = 8;

  private record Piece(Digest id, byte[] raw) {}

  private final List<Piece> pieces = new ArrayList<>();
  private long bytes;

  void add(Digest id, ByteBuffer chunk) {
    byte[] raw = new byte[chunk.remaining()];
    chunk.get(raw);
    add(id, raw);
  }

  /** As above, of an array that is not changed any more. */
  void add(Digest id, byte[] raw) {
    pieces.add(new Piece(id, raw));
    bytes += raw.length;
  }

  boolean isFull() {
    return bytes >= BYTES;
  }

  int count() {
    return pieces.size();
  }

  /** Bytes of its chunks. */
  long length() {
    return bytes;
  }

  List<Digest> ids() {
    return pieces.stream().map(Piece::id).toList();
  }

  /** Their bytes, in order. */
  List<byte[]> bytes() {
    return pieces.stream().map(Piece::raw).toList();
  }

  void clear() {
    pieces.clear();
    bytes = 0;
  }

  /** Where chunks go that have to be stored. */
  @FunctionalInterface
  interface Store {
    /** The pack that takes the next chunk. */
    OpenPack pack() throws IOException;
  }

  /**
   * Appends the window's chunks to a file.
   *
   * @param places where its chunks are stored already
   * @param whole true when the window is the whole of the file
   */
  void appendTo(Content content, List<Optional<Place>> places, boolean whole, Store store)
      throws IOException {
    int from = 0;
    while (from < pieces.size()) {
      int to = endOfRun(places, from);
      Optional<Place> first = places.get(from);
      if (first.isPresent() && isWorthwhile(from, to, whole, content.isFollowedBy(first.get()))) {
        for (int i = from; i < to; i++) {
          content.add(places.get(i).orElseThrow());
        }
      } else {
        store(content, from, to, whole, store);
      }
      from = to;
    }
  }

  /** Stores pieces, but for those that the open pack holds already, by the same rule. */
  private void store(Content content, int start, int end, boolean whole, Store store)
      throws IOException {
    int from = start;
    while (from < end) {
      OpenPack pack = store.pack();
      int slot = pack.slotOf(pieces.get(from).id());
      int to = endOfRun(pack, slot, from, end);
      if (slot >= 0 && isWorthwhile(from, to, whole, content.isFollowedBy(pack, slot))) {
        for (int i = from; i < to; i++) {
          content.add(pack, slot + i - from);
        }
        from = to;
      } else {
        Piece piece = pieces.get(from);
        content.add(pack, pack.add(piece.id(), piece.raw()));
        from++;
      }
    }
  }

  private int endOfRun(OpenPack pack, int slot, int from, int end) {
    int to = from + 1;
    while (to < end && slot >= 0 && pack.slotOf(pieces.get(to).id()) == slot + to - from) {
      to++;
    }
    return to;
  }

  private static int endOfRun(List<Optional<Place>> places, int from) {
    int to = from + 1;
    while (to < places.size() && continues(places.get(to - 1), places.get(to))) {
      to++;
    }
    return to;
  }

  private static boolean continues(Optional<Place> before, Optional<Place> place) {
    if (before.isEmpty() || place.isEmpty()) {
      return before.isEmpty() && place.isEmpty();
    }
    return before.get().pack().equals(place.get().pack())
        && before.get().slotNumber() + 1 == place.get().slotNumber();
  }

  private boolean isWorthwhile(int from, int to, boolean whole, boolean follows) {
    return to - from >= LONG_RUN
        || (whole ? to - from == pieces.size() : to == pieces.size())
        || follows;
  }
}
