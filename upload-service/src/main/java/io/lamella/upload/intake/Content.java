package io.lamella.upload.intake;

import io.lamella.content.pack.Extent;
import io.lamella.content.pack.KnownChunks.Place;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import java.util.ArrayList;
import java.util.List;

/** What a file is made of, chunk after chunk; neighbours are one piece. */
public final class Content {
  /** Neighbouring chunks of one pack. */
  private sealed interface Piece {
    /** In a pack that was stored before. */
    record Known(Extent extent) implements Piece {}

    /** In a pack that is being filled. */
    record Pending(OpenPack pack, int firstSlot, int count) implements Piece {}
  }

  private final List<Piece> pieces = new ArrayList<>();
  private int settled;

  /** Chunks that are still to be added. */
  private int held;

  /** Notes that so many chunks are held back, and added later. */
  void hold(int chunks) {
    held = chunks;
  }

  /** Adds the chunk at a known place. */
  void add(Place place) {
    add(
        new Extent(
            place.pack(),
            place.slot().offset(),
            place.slot().frameLength(),
            place.slot().rawLength(),
            place.slotNumber(),
            1));
  }

  /** Adds what lies in a pack that was stored before. */
  void add(Extent one) {
    if (last() instanceof Piece.Known known && isNext(known.extent(), one)) {
      replaceLast(new Piece.Known(joined(known.extent(), one)));
    } else {
      pieces.add(new Piece.Known(one));
    }
  }

  /** True when the place lies right behind what was added last. */
  boolean isFollowedBy(Place place) {
    return last() instanceof Piece.Known known
        && known.extent().pack().equals(place.pack())
        && known.extent().firstSlot() + known.extent().count() == place.slotNumber();
  }

  /** Adds the chunk in a slot of a pack that is being filled. */
  void add(OpenPack pack, int slot) {
    if (isFollowedBy(pack, slot)) {
      Piece.Pending pending = (Piece.Pending) last();
      replaceLast(new Piece.Pending(pack, pending.firstSlot(), pending.count() + 1));
    } else {
      pieces.add(new Piece.Pending(pack, slot, 1));
      pack.awaitedBy(this);
    }
  }

  /** True when the slot lies right behind what was added last. */
  boolean isFollowedBy(OpenPack pack, int slot) {
    return last() instanceof Piece.Pending pending
        && pending.pack() == pack
        && pending.firstSlot() + pending.count() == slot;
  }

  /** Takes the places in a pack that is stored now; nothing here holds on to the pack then. */
  void settle(OpenPack pack, PackRef stored, PackIndex index) {
    for (int i = settled; i < pieces.size(); i++) {
      if (pieces.get(i) instanceof Piece.Pending pending && pending.pack() == pack) {
        pieces.set(i, new Piece.Known(index.extent(stored, pending.firstSlot(), pending.count())));
      }
    }
    settle();
  }

  private void settle() {
    while (settled < pieces.size() && pieces.get(settled) instanceof Piece.Known) {
      settled++;
    }
  }

  /** True when all of it lies in packs that are stored. */
  boolean isStored() {
    settle();
    return held == 0 && settled == pieces.size();
  }

  /** Number of places that it lies at; the most of them, while chunks are held back. */
  int places() {
    return pieces.size() + held;
  }

  /** Where it lies, once its packs are stored. */
  List<Extent> extents() {
    if (held > 0) {
      throw new IllegalStateException("chunks are held back");
    }
    return pieces.stream().map(Content::extent).toList();
  }

  private static Extent extent(Piece piece) {
    if (piece instanceof Piece.Known known) {
      return known.extent();
    }
    throw new IllegalStateException("a pack is not stored yet");
  }

  private Object last() {
    return pieces.isEmpty() ? "nothing" : pieces.get(pieces.size() - 1);
  }

  private void replaceLast(Piece piece) {
    pieces.set(pieces.size() - 1, piece);
  }

  private static boolean isNext(Extent before, Extent one) {
    return before.pack().equals(one.pack())
        && before.firstSlot() + before.count() == one.firstSlot();
  }

  private static Extent joined(Extent before, Extent one) {
    return new Extent(
        before.pack(),
        before.offset(),
        before.storedLength() + one.storedLength(),
        before.rawLength() + one.rawLength(),
        before.firstSlot(),
        before.count() + one.count());
  }
}
