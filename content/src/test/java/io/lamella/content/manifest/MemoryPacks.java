package io.lamella.content.manifest;

import io.lamella.content.Digest;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import io.lamella.content.store.NoSuchObjectException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Packs of segments in memory, which counts what is read. */
final class MemoryPacks implements Sealer.SegmentPacks, PackSource {
  static final String DOMAIN = "0123456789abcdef".repeat(2);

  final Map<PackRef, byte[]> packs = new LinkedHashMap<>();
  long opens;
  long bytesRead;
  int aborted;

  @Override
  public OpenPack begin() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new OpenPack() {
      @Override
      public void write(ByteBuffer some) {
        byte[] copy = new byte[some.remaining()];
        some.get(copy);
        bytes.writeBytes(copy);
      }

      @Override
      public PackRef finish(PackIndex index) {
        PackRef ref = new PackRef(DOMAIN, index.id(), 0);
        packs.put(ref, bytes.toByteArray());
        return ref;
      }

      @Override
      public void abort() {
        aborted++;
      }
    };
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) throws IOException {
    byte[] bytes = packs.get(pack);
    if (bytes == null) {
      throw new NoSuchObjectException(pack.key());
    }
    if (offset + length > bytes.length) {
      throw new IOException("beyond the end of the pack");
    }
    opens++;
    bytesRead += length;
    return new ByteArrayInputStream(bytes, (int) offset, (int) length);
  }

  void resetCounts() {
    opens = 0;
    bytesRead = 0;
  }

  long stored() {
    return packs.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  Manifest manifest(Root root) {
    return new Manifest(this, root);
  }

  static PackRef pack(String name) {
    return new PackRef(
        DOMAIN, Digest.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 0);
  }
}
