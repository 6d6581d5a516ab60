package io.lamella.content.manifest;

import io.lamella.content.Digest;
import io.lamella.content.pack.PackLimits;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes new segments into packs, one behind the other. */
final class SegmentWriter implements AutoCloseable {
  private static final int FOOTER_LINE_BYTES = 48;
  private static final int TRAILER_BYTES = 64;

  private final Sealer.SegmentPacks packs;
  private final SegmentEncoder encoder = new SegmentEncoder();
  private final Set<PackRef> named = new LinkedHashSet<>();
  private Sealer.SegmentPacks.@Nullable OpenPack open;
  private @Nullable PackWriter writer;
  private final Set<SegmentPack> written = new HashSet<>();
  private SegmentPack pack = new SegmentPack();
  private long bytes;

  SegmentWriter(Sealer.SegmentPacks packs) {
    this.packs = packs;
  }

  /** The canonical part: what the id is the SHA-256 of. */
  byte[] canonical(Segment segment) {
    return encoder.canonical(segment);
  }

  /** Stores a segment behind those before, in the same pack while it fits. */
  Address write(Segment segment, byte[] canonical) throws IOException {
    if (writer != null && writer.isFull()) {
      finishPack();
    }
    SegmentEncoder.Stored stored = encoder.stored(segment, canonical, pack);
    if (writer != null && !fits(writer, stored.bytes().length)) {
      finishPack();
      stored = encoder.stored(segment, canonical, pack);
    }
    if (segment.level() == 0) {
      named.addAll(stored.packs());
    }
    bytes += stored.bytes().length;
    return append(stored.bytes());
  }

  /** Ends the last pack; from here on every address has a name. */
  void finish() throws IOException {
    if (writer != null) {
      finishPack();
    }
  }

  /** True for what {@link #write} returned. */
  boolean wrote(Address address) {
    return written.contains(address.pack());
  }

  /** Packs that new leaves name, and those that were written. */
  Set<PackRef> packs() {
    return named;
  }

  /** Length of all segments written, without the packs' own bytes. */
  long bytes() {
    return bytes;
  }

  private Address append(byte[] stored) throws IOException {
    PackWriter to = writer();
    written.add(pack);
    long offset = to.length();
    int firstSlot = to.count();
    for (int from = 0; from < stored.length; from += PackLimits.MAX_RAW_LENGTH) {
      int length = Math.min(PackLimits.MAX_RAW_LENGTH, stored.length - from);
      ByteBuffer chunk = ByteBuffer.wrap(stored, from, length);
      to.add(Digest.of(chunk), chunk);
    }
    int count = to.count() - firstSlot;
    return new Address(pack, offset, to.length() - offset, stored.length, firstSlot, count);
  }

  private PackWriter writer() throws IOException {
    if (writer == null) {
      Sealer.SegmentPacks.OpenPack begun = packs.begin();
      open = begun;
      writer = new PackWriter(begun::write);
    }
    return writer;
  }

  private void finishPack() throws IOException {
    if (writer == null || open == null) {
      return;
    }
    PackRef ref = open.finish(writer.finish());
    named.add(ref);
    pack.stored(ref);
    pack = new SegmentPack();
    open = null;
    writer = null;
  }

  private static boolean fits(PackWriter writer, int length) {
    int chunks = (length + PackLimits.MAX_RAW_LENGTH - 1) / PackLimits.MAX_RAW_LENGTH;
    long slots = (long) writer.count() + chunks;
    long whole =
        writer.length()
            + length
            + (long) PackTableWriter.FRAME_HEADER * chunks
            + FOOTER_LINE_BYTES * slots
            + TRAILER_BYTES;
    return slots <= PackLimits.MAX_CHUNKS && whole <= PackLimits.MAX_BYTES;
  }

  /** Drops the pack that is not finished, if there is one. */
  @Override
  public void close() throws IOException {
    encoder.close();
    if (open != null) {
      Sealer.SegmentPacks.OpenPack unfinished = open;
      open = null;
      unfinished.abort();
    }
  }
}
