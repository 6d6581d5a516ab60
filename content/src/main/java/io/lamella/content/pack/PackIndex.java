package io.lamella.content.pack;

import io.lamella.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A pack's slots, sorted by offset. */
public final class PackIndex {
  public List<Slot> slots() {
    throw new UnsupportedOperationException();
  }

  /** SHA-256 over the footer. */
  public Digest id() {
    throw new UnsupportedOperationException();
  }

  /** Length of the whole pack object, bytes. */
  public long packLength() {
    throw new UnsupportedOperationException();
  }

  /** The extent of {@code count} neighbouring slots from {@code firstSlot}. */
  public Extent extent(PackRef pack, int firstSlot, int count) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads footer and trailer from a pack's end (two ranges at most) and checks them against the
   * pack's id.
   */
  public static PackIndex read(PackSource source, PackRef pack, long packLength)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Finds the slots again by scanning frames, where footer or trailer is lost. Reads to the first
   * byte that is no whole frame.
   */
  public static PackIndex recover(InputStream pack) throws IOException {
    throw new UnsupportedOperationException();
  }
}
