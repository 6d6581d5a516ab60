package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentBatch;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A few extents, read into memory with few requests, and from there a source of packs. */
final class RangeBuffer implements PackSource {
  /** Bytes that a caller asks to have in memory at a time. */
  static final long MAX_BYTES = 8 << 20;

  private final Map<PackRef, TreeMap<Long, byte[]>> ranges = new HashMap<>();

  RangeBuffer(PackSource source, List<Extent> extents) throws IOException {
    List<ExtentBatch.Request<Extent>> requests = new ArrayList<>();
    for (Extent extent : extents) {
      requests.add(new ExtentBatch.Request<>(extent, extent));
    }
    for (ExtentBatch<Extent> range : ExtentBatch.plan(requests)) {
      read(source, range);
    }
  }

  /** Reads what a plan put together. */
  RangeBuffer(PackSource source, ExtentBatch<?> range) throws IOException {
    read(source, range);
  }

  private void read(PackSource source, ExtentBatch<?> range) throws IOException {
    int length = Math.toIntExact(range.length());
    try (InputStream in = source.open(range.pack(), range.offset(), length)) {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length != length) {
        throw new CorruptedException(range.pack().key() + ": ends early");
      }
      ranges.computeIfAbsent(range.pack(), pack -> new TreeMap<>()).put(range.offset(), bytes);
    }
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) {
    Map.Entry<Long, byte[]> range = ranges.getOrDefault(pack, new TreeMap<>()).floorEntry(offset);
    if (range == null || offset - range.getKey() + length > range.getValue().length) {
      throw new IllegalArgumentException("not in memory: " + pack.key() + " at " + offset);
    }
    int from = (int) (offset - range.getKey());
    return new ByteArrayInputStream(range.getValue(), from, (int) length);
  }
}
