package io.lamella.content.manifest;

import io.lamella.content.CorruptedException;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PackTableWriter} writes. */
final class PackTableReader {
  private static final int DOMAIN_BYTES = 16;
  private static final int LEAST_LINE_BYTES = DOMAIN_BYTES + 32 + 1;

  private final SegmentPack[] packs;
  private final long[] ends;
  private final int[] slots;
  private int last;

  /**
   * Reads the table at the start of {@code in}; {@code self} is the pack that it lies in, null
   * where there is none.
   */
  PackTableReader(ByteReader in, @Nullable PackRef self) throws CorruptedException {
    int count = in.varint(in.remaining() / LEAST_LINE_BYTES, "number of packs");
    packs = new SegmentPack[count + 1];
    ends = new long[count + 1];
    slots = new int[count + 1];
    if (self != null) {
      packs[0] = new SegmentPack(self);
    }
    for (int i = 1; i <= count; i++) {
      String domain = HexFormat.of().formatHex(in.raw(DOMAIN_BYTES));
      packs[i] =
          new SegmentPack(
              new PackRef(domain, in.digest(), in.varint(Integer.MAX_VALUE, "generation")));
    }
  }

  Extent extent(ByteReader in, long expected) throws CorruptedException {
    return address(in, expected).extent();
  }

  Address address(ByteReader in, long expected) throws CorruptedException {
    long pack = last + in.signed();
    if (pack < 0 || pack >= packs.length || packs[(int) pack] == null) {
      throw new CorruptedException("there is no pack with the number " + pack);
    }
    last = (int) pack;
    long offset = ends[last] + in.signed();
    long firstSlot = slots[last] + in.signed();
    int count = in.varint(Integer.MAX_VALUE, "number of chunks");
    long rawLength = expected + in.signed();
    long storedLength = rawLength + (long) PackTableWriter.FRAME_HEADER * count - in.signed();
    boolean sane =
        offset >= 0
            && firstSlot >= 0
            && firstSlot + count <= Integer.MAX_VALUE
            && count >= 1
            && rawLength >= 0
            && storedLength >= 0
            && offset + storedLength >= 0;
    if (!sane) {
      throw new CorruptedException("an extent is out of its bounds");
    }
    ends[last] = offset + storedLength;
    slots[last] = (int) firstSlot + count;
    return new Address(packs[last], offset, storedLength, rawLength, (int) firstSlot, count);
  }
}
