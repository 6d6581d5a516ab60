package io.lamella.content.pack;

import io.lamella.content.Digest;
import io.lamella.contracts.ExtentRef;
import org.jspecify.annotations.Nullable;

/**
 * Where a run of neighbouring frames lies in a pack.
 *
 * @param pack the pack
 * @param offset start of the first frame, bytes from the pack's start
 * @param storedLength length of all its frames with their headers, bytes
 * @param rawLength length of the decoded chunks, bytes
 * @param firstSlot index of the first chunk among the pack's slots
 * @param count number of chunks, at least 1
 */
public record Extent(
    PackRef pack, long offset, long storedLength, long rawLength, int firstSlot, int count) {
  public Extent {
    if (offset < 0 || storedLength < 0 || rawLength < 0 || firstSlot < 0 || count < 1) {
      throw new IllegalArgumentException(
          "not an extent: offset "
              + offset
              + ", storedLength "
              + storedLength
              + ", rawLength "
              + rawLength
              + ", firstSlot "
              + firstSlot
              + ", count "
              + count);
    }
  }

  // By hand, as in PackRef.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Extent that
        && offset == that.offset
        && storedLength == that.storedLength
        && rawLength == that.rawLength
        && firstSlot == that.firstSlot
        && count == that.count
        && pack.equals(that.pack);
  }

  @Override
  public int hashCode() {
    return pack.hashCode() * 31 + Long.hashCode(offset);
  }

  /** First byte after it in the pack. */
  public long end() {
    return offset + storedLength;
  }

  public ExtentRef toRef() {
    return new ExtentRef(
        pack.domain(),
        pack.id().hex(),
        pack.generation(),
        offset,
        storedLength,
        rawLength,
        firstSlot,
        count);
  }

  /**
   * @throws IllegalArgumentException when a field is not of its form
   */
  public static Extent of(ExtentRef ref) {
    return new Extent(
        new PackRef(ref.domain(), Digest.parse(ref.pack()), ref.generation()),
        ref.offset(),
        ref.storedLength(),
        ref.rawLength(),
        ref.firstSlot(),
        ref.count());
  }
}
