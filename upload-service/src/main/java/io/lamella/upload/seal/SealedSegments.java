package io.lamella.upload.seal;

import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.upload.pack.PackKind;
import io.lamella.upload.pack.PackSpool;
import io.lamella.upload.pack.PackStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Stores the packs of segments that one seal writes, in the version's domain. */
final class SealedSegments implements Sealer.SegmentPacks {
  private final PackStore packs;
  private final Path spoolFolder;
  private final String domain;
  private final String store;

  SealedSegments(PackStore packs, Path spoolFolder, String domain, String store) {
    this.packs = packs;
    this.spoolFolder = spoolFolder;
    this.domain = domain;
    this.store = store;
  }

  @Override
  public OpenPack begin() throws IOException {
    PackSpool spool = PackSpool.in(spoolFolder);
    return new OpenPack() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        spool.write(bytes);
      }

      @Override
      public PackRef finish(PackIndex index) throws IOException {
        try (spool) {
          PackStore.Name name = new PackStore.Name(domain, store, PackKind.SEGMENTS, index.id());
          return packs.store(name, spool, index, (tx, row) -> {}).pack();
        }
      }

      @Override
      public void abort() throws IOException {
        spool.close();
      }
    };
  }
}
