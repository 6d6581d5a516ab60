package io.lamella.content.manifest;

import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes extents as differences from what would follow the extent before in the same pack, and
 * names each pack once. Number 0 is the pack that the segment itself lies in.
 *
 * <pre>
 * pack table = count varint | (domain 16 | id 32 | generation varint)*      numbered from 1 on
 * extent     = pack - the pack before, signed | offset - end of the extent before in that pack,
 *              signed | first slot - the slot behind that extent, signed | count varint |
 *              rawLength - what is missing of the file (item: 0), signed |
 *              rawLength + 52 * count - storedLength, signed
 * </pre>
 */
final class PackTableWriter {
  /** Length of a frame's header in a pack, bytes. */
  static final int FRAME_HEADER = 52;

  private final @Nullable SegmentPack self;
  private final Map<PackRef, Integer> numbers = new LinkedHashMap<>();
  private long[] ends = new long[8];
  private int[] slots = new int[8];
  private int last;
  private @Nullable PackRef lastNamed;

  PackTableWriter(@Nullable SegmentPack self) {
    this.self = self;
  }

  /** Writes an extent that would hold {@code expected} bytes if it held all that is missing. */
  void extent(ByteWriter out, Extent extent, long expected) {
    write(
        out,
        number(extent.pack()),
        extent.offset(),
        extent.storedLength(),
        extent.rawLength(),
        extent.firstSlot(),
        extent.count(),
        expected);
  }

  void address(ByteWriter out, Address address) {
    write(
        out,
        address.pack() == self ? 0 : number(address.pack().ref()),
        address.offset(),
        address.storedLength(),
        address.rawLength(),
        address.firstSlot(),
        address.count(),
        0);
  }

  /** Writes the table: what the numbers from 1 on mean. */
  void table(ByteWriter out) {
    out.varint(numbers.size());
    for (PackRef pack : numbers.keySet()) {
      out.raw(HexFormat.of().parseHex(pack.domain()));
      Digest id = pack.id();
      out.digest(id);
      out.varint(pack.generation());
    }
  }

  Set<PackRef> packs() {
    return numbers.keySet();
  }

  private void write(
      ByteWriter out,
      int pack,
      long offset,
      long storedLength,
      long rawLength,
      int firstSlot,
      int count,
      long expected) {
    out.signed(pack - last);
    out.signed(offset - ends[pack]);
    out.signed(firstSlot - slots[pack]);
    out.varint(count);
    out.signed(rawLength - expected);
    out.signed(rawLength + (long) FRAME_HEADER * count - storedLength);
    last = pack;
    ends[pack] = offset + storedLength;
    slots[pack] = firstSlot + count;
  }

  private int number(PackRef pack) {
    if (last > 0 && pack.equals(lastNamed)) {
      return last;
    }
    lastNamed = pack;
    int number = numbers.computeIfAbsent(pack, p -> numbers.size() + 1);
    if (number >= ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
      slots = Arrays.copyOf(slots, 2 * slots.length);
    }
    return number;
  }
}
