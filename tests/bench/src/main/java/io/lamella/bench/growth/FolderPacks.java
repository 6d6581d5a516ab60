package io.lamella.bench.growth;

import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import io.lamella.content.store.FileObjectStore;
import io.lamella.content.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Packs of segments in a folder, which goes in the end; counts what is read and written. */
final class FolderPacks implements Sealer.SegmentPacks, PackSource, AutoCloseable {
  private static final String DOMAIN = "fedcba9876543210".repeat(2);

  private final Path folder;
  private final FileObjectStore store;
  private int begun;
  private long read;
  private long written;

  FolderPacks(Path folder) {
    this.folder = folder;
    this.store = new FileObjectStore(folder);
  }

  void reset() {
    read = 0;
    written = 0;
  }

  long bytesRead() {
    return read;
  }

  long bytesWritten() {
    return written;
  }

  @Override
  public OpenPack begin() throws IOException {
    String spool = "spool/" + begun++;
    ObjectStore.Upload upload = store.upload(spool, ObjectStore.PutMode.REPLACE);
    return new OpenPack() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        written += bytes.remaining();
        upload.write(bytes);
      }

      @Override
      public PackRef finish(PackIndex index) throws IOException {
        PackRef ref = new PackRef(DOMAIN, index.id(), 0);
        upload.commit();
        upload.close();
        Files.createDirectories(folder.resolve(ref.key()).getParent());
        Files.move(folder.resolve(spool), folder.resolve(ref.key()));
        return ref;
      }

      @Override
      public void abort() throws IOException {
        upload.close();
      }
    };
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) throws IOException {
    read += length;
    return store.read(pack.key(), offset, length);
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
