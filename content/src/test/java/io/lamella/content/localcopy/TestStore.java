package io.lamella.content.localcopy;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Root;
import io.lamella.content.manifest.Run;
import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import io.lamella.content.pack.StorePacks;
import io.lamella.content.store.FileObjectStore;
import io.lamella.content.store.ObjectStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A real store of packs in a folder, which counts the bytes that are read from it. */
final class TestStore implements PackSource, Sealer.SegmentPacks {
  static final String DOMAIN = "0123456789abcdef".repeat(2);

  final ObjectStore objects;
  final Chunks chunks = new Chunks(this);
  private final StorePacks packs;
  private final AtomicLong bytesRead = new AtomicLong();

  TestStore(Path folder) throws IOException {
    objects = new FileObjectStore(folder);
    packs = new StorePacks(objects);
  }

  /** Seals what {@code draft} says on top of {@code parent} and returns the new version. */
  Root seal(@Nullable Root parent, Draft draft) throws IOException {
    List<Change> changes = draft.changes(chunks);
    Manifest before = parent == null ? null : new Manifest(this, parent);
    try (Cursor<Change> run = Run.of(Run.close(changes))) {
      return Sealer.seal(before, run, this).root();
    }
  }

  static LocalCopies.Wanted wanted(Root root) {
    return new LocalCopies.Wanted("version", root, null);
  }

  static LocalCopies.Wanted wanted(Root root, String prefix) {
    return new LocalCopies.Wanted("version", root, EntryPath.of(prefix));
  }

  long bytesRead() {
    return bytesRead.get();
  }

  void resetCount() {
    bytesRead.set(0);
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) throws IOException {
    return new FilterInputStream(packs.open(pack, offset, length)) {
      @Override
      public int read() throws IOException {
        bytesRead.incrementAndGet();
        return super.read();
      }

      @Override
      public int read(byte[] bytes, int from, int count) throws IOException {
        int n = super.read(bytes, from, count);
        bytesRead.addAndGet(Math.max(n, 0));
        return n;
      }
    };
  }

  @Override
  public OpenPack begin() throws IOException {
    Path temporary = Files.createTempFile("pack", null);
    FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE);
    return new OpenPack() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }

      @Override
      public PackRef finish(PackIndex index) throws IOException {
        out.close();
        PackRef ref = new PackRef(DOMAIN, index.id(), 0);
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(temporary));
        objects.put(ref.key(), all, ObjectStore.PutMode.IF_ABSENT);
        Files.delete(temporary);
        return ref;
      }

      @Override
      public void abort() throws IOException {
        out.close();
        Files.delete(temporary);
      }
    };
  }
}
