package io.lamella.content.manifest;

import io.lamella.content.pack.Extent;

/** An extent whose pack may still be open: where a segment is stored. */
record Address(
    SegmentPack pack, long offset, long storedLength, long rawLength, int firstSlot, int count) {
  static Address of(Extent extent) {
    return new Address(
        new SegmentPack(extent.pack()),
        extent.offset(),
        extent.storedLength(),
        extent.rawLength(),
        extent.firstSlot(),
        extent.count());
  }

  Extent extent() {
    return new Extent(pack.ref(), offset, storedLength, rawLength, firstSlot, count);
  }
}
