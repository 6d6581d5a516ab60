package io.lamella.bench.micro;

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
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.HashMap;
import java.util.Map;

/** Packs of segments that lie in memory. */
final class MemoryPacks implements Sealer.SegmentPacks, PackSource {
  /** The domain of all of them. */
  static final String DOMAIN = "0".repeat(32);

  private final Map<PackRef, byte[]> packs = new HashMap<>();

  @Override
  public OpenPack begin() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WritableByteChannel channel = Channels.newChannel(bytes);
    return new OpenPack() {
      @Override
      public void write(ByteBuffer some) throws IOException {
        channel.write(some);
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
    return new ByteArrayInputStream(bytes, (int) offset, (int) length);
  }
}
