package io.lamella.upload.migration;

import io.lamella.content.CorruptedException;
import io.lamella.content.pack.PackVerifier;
import io.lamella.content.store.ObjectStore;
import io.lamella.content.store.ObjectStore.ObjectInfo;
import io.lamella.content.store.ObjectStore.PutMode;
import io.lamella.upload.pack.PackRow;
import io.lamella.upload.pack.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Copies a pack from one store to another; damage is found on the way and not copied. */
@ApplicationScoped
class PackMove {
  private static final int PIECE = 256 << 10;

  private final Stores stores;

  @Inject
  PackMove(Stores stores) {
    this.stores = stores;
  }

  /**
   * Copies a pack, unless all of it is there.
   *
   * @throws CorruptedException when it is not what it should be where it lies
   * @throws io.lamella.content.store.NoSuchObjectException when it does not lie there
   */
  void copy(PackRow pack, String target) throws IOException {
    ObjectStore to = stores.open(target);
    String key = pack.pack().key();
    Optional<ObjectInfo> there = to.stat(key);
    if (there.filter(object -> object.length() == pack.bytes()).isPresent()) {
      return;
    }
    PackVerifier verifier = new PackVerifier(pack.pack().id());
    try (InputStream in = stores.open(pack.store()).read(key, 0, pack.bytes());
        ObjectStore.Upload upload =
            to.upload(key, there.isPresent() ? PutMode.REPLACE : PutMode.IF_ABSENT)) {
      byte[] piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        verifier.feed(ByteBuffer.wrap(piece, 0, read));
        upload.write(ByteBuffer.wrap(piece, 0, read));
      }
      verifier.finish();
      upload.commit();
    }
  }
}
