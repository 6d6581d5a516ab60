package io.lamella.content.pack;

import io.lamella.content.Digest;
import io.lamella.content.store.NoSuchObjectException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Packs in memory, for tests; remembers what ranges were opened. */
final class MemoryPacks implements PackSource {
  static final String DOMAIN = "0123456789abcdef0123456789abcdef";

  /** A range that was opened. */
  record Opened(PackRef pack, long offset, long length) {}

  /** A pack as it was written. */
  record Written(PackRef ref, PackIndex index, byte[] bytes) {
    Extent extent(int firstSlot, int count) {
      return index.extent(ref, firstSlot, count);
    }
  }

  final List<Opened> opened = new ArrayList<>();
  private final Map<PackRef, byte[]> packs = new HashMap<>();

  /** Writes chunks with {@link PackWriter} and keeps the pack. */
  Written add(List<byte[]> chunks) throws IOException {
    Written written = write(chunks);
    packs.put(written.ref, written.bytes);
    return written;
  }

  /** Puts other bytes under a pack's name. */
  void replace(PackRef pack, byte[] bytes) {
    packs.put(pack, bytes);
  }

  static Written write(List<byte[]> chunks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackWriter writer = new PackWriter(bytes -> drain(bytes, out));
    for (byte[] chunk : chunks) {
      writer.add(Digest.of(chunk), ByteBuffer.wrap(chunk));
    }
    PackIndex index = writer.finish();
    return new Written(new PackRef(DOMAIN, index.id(), 0), index, out.toByteArray());
  }

  static void drain(ByteBuffer bytes, ByteArrayOutputStream out) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    out.writeBytes(copy);
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) throws IOException {
    opened.add(new Opened(pack, offset, length));
    byte[] bytes = packs.get(pack);
    if (bytes == null) {
      throw new NoSuchObjectException(pack.key());
    }
    if (length > bytes.length - offset) {
      throw new IOException("no such range");
    }
    return new ByteArrayInputStream(bytes, (int) offset, (int) length);
  }

  @Override
  public OptionalLong length(PackRef pack) {
    byte[] bytes = packs.get(pack);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
  }
}
