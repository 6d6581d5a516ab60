package io.lamella.cache;

import io.lamella.content.Digest;
import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.chunk.Chunker;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackWriter;
import io.lamella.content.store.FileObjectStore;
import io.lamella.content.store.ObjectStore;
import io.lamella.contracts.ticket.Ticket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes a version in a {@code file:} store, with the writers that the services use. */
public final class VersionBuilder {
  /** When every file was changed: not a whole second. */
  public static final long MTIME_NANOS = 1_700_000_000_123_456_789L;

  private final Ticket.Domain domain;
  private final ObjectStore store;
  private final List<Change> changes = new ArrayList<>();
  private final List<PackRef> packs = new ArrayList<>();

  public VersionBuilder(Path store) throws IOException {
    this.store = new FileObjectStore(store);
    this.domain =
        new Ticket.Domain(UUID.randomUUID().toString().replace("-", ""), store.toUri().toString());
  }

  public VersionBuilder file(String path, byte[] bytes) throws IOException {
    return file(path, bytes, 0644);
  }

  public VersionBuilder file(String path, byte[] bytes, int mode) throws IOException {
    Chunker chunker = new Chunker(ChunkProfile.DEFAULT);
    chunker.reset(new ByteArrayInputStream(bytes));
    List<Extent> extents = new ArrayList<>();
    PackBeingWritten pack = new PackBeingWritten();
    for (ByteBuffer chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
      pack.add(chunker.chunkId(), chunk);
      if (pack.length() > 1 << 20) {
        extents.add(pack.store());
        pack = new PackBeingWritten();
      }
    }
    if (pack.count() > 0) {
      extents.add(pack.store());
    }
    boolean executable = (mode & 0100) != 0;
    return entry(
        new Entry.File(
            EntryPath.of(path),
            bytes.length,
            executable,
            Digest.of(bytes),
            extents,
            MTIME_NANOS,
            mode));
  }

  public VersionBuilder entry(Entry entry) {
    changes.add(new Change.Put(entry));
    return this;
  }

  /** Packs of the files so far, in order. */
  public List<PackRef> packs() {
    return packs;
  }

  public Ticket.Domain domain() {
    return domain;
  }

  public TestVersion seal() throws IOException {
    Sealer.Result sealed = Sealer.seal(null, Run.of(Run.close(changes)), PackBeingWritten::new);
    return new TestVersion(
        UUID.randomUUID(), sealed.root(), domain, sealed.totals().files(), sealed.totals().bytes());
  }

  /** A pack in memory until it is whole. */
  private final class PackBeingWritten implements Sealer.SegmentPacks.OpenPack {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PackWriter writer = new PackWriter(this::write);

    void add(Digest chunk, ByteBuffer raw) throws IOException {
      writer.add(chunk, raw);
    }

    int count() {
      return writer.count();
    }

    long length() {
      return writer.length();
    }

    Extent store() throws IOException {
      PackIndex index = writer.finish();
      PackRef pack = finish(index);
      packs.add(pack);
      return index.extent(pack, 0, index.slots().size());
    }

    @Override
    public void write(ByteBuffer piece) {
      byte[] copy = new byte[piece.remaining()];
      piece.get(copy);
      bytes.writeBytes(copy);
    }

    @Override
    public PackRef finish(PackIndex index) throws IOException {
      PackRef pack = new PackRef(domain.id(), index.id(), 0);
      store.put(pack.key(), ByteBuffer.wrap(bytes.toByteArray()), ObjectStore.PutMode.IF_ABSENT);
      return pack;
    }

    @Override
    public void abort() {}
  }
}
