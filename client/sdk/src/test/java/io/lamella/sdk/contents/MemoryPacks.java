package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Run;
import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
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

/** Manifests in memory; counts the bytes of them that are read. */
final class MemoryPacks implements Sealer.SegmentPacks, PackSource {
  private static final String DOMAIN = "0123456789abcdef".repeat(2);

  private final Map<PackRef, byte[]> packs = new HashMap<>();
  private long bytesRead;

  /** A version that holds these entries. */
  Manifest version(List<Entry> entries) throws IOException {
    List<Change> changes = new ArrayList<>();
    entries.forEach(entry -> changes.add(new Change.Put(entry)));
    try (Cursor<Change> run = Run.of(Run.close(changes))) {
      return new Manifest(this, Sealer.seal(null, run, this).root());
    }
  }

  /** Bytes read since this was asked last. */
  long takeBytesRead() {
    long read = bytesRead;
    bytesRead = 0;
    return read;
  }

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
        bytes.reset();
      }
    };
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) throws IOException {
    byte[] bytes = packs.get(pack);
    if (bytes == null) {
      throw new NoSuchObjectException(pack.key());
    }
    bytesRead += length;
    return new ByteArrayInputStream(bytes, (int) offset, (int) length);
  }
}
