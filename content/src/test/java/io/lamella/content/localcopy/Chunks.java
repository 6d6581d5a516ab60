package io.lamella.content.localcopy;

import io.lamella.content.Digest;
import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.chunk.Chunker;
import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts files into chunks and stores those that are new, as a client does. */
final class Chunks {
  /** Where a chunk lies: its pack, as numbered here, and its slot. */
  private record Place(int pack, int slot) {}

  /** A file's digest and chunks. */
  record Cut(Digest digest, List<Digest> chunks) {}

  private final Sealer.SegmentPacks packs;
  private final Map<Digest, Place> places = new HashMap<>();
  private final List<PackRef> refs = new ArrayList<>();
  private final List<PackIndex> indexes = new ArrayList<>();
  private Sealer.SegmentPacks.@Nullable OpenPack open;
  private @Nullable PackWriter writer;

  Chunks(Sealer.SegmentPacks packs) {
    this.packs = packs;
  }

  Cut add(byte[] content) throws IOException {
    Chunker chunker = new Chunker(ChunkProfile.DEFAULT);
    chunker.reset(new ByteArrayInputStream(content));
    List<Digest> chunks = new ArrayList<>();
    for (ByteBuffer chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
      Digest id = chunker.chunkId();
      chunks.add(id);
      if (!places.containsKey(id)) {
        if (writer == null) {
          Sealer.SegmentPacks.OpenPack begun = packs.begin();
          open = begun;
          writer = new PackWriter(begun::write);
        }
        places.put(id, new Place(refs.size(), writer.add(id, chunk)));
        if (writer.isFull()) {
          finishPack();
        }
      }
    }
    return new Cut(chunker.fileDigest(), chunks);
  }

  void finishPack() throws IOException {
    if (writer != null && open != null) {
      PackIndex index = writer.finish();
      refs.add(open.finish(index));
      indexes.add(index);
      writer = null;
      open = null;
    }
  }

  /** Extents of chunks that lie in finished packs, as long as can be. */
  List<Extent> extents(List<Digest> chunks) {
    List<Extent> extents = new ArrayList<>();
    for (int i = 0; i < chunks.size(); ) {
      Place first = places.get(chunks.get(i));
      int count = 1;
      while (i + count < chunks.size()
          && places
              .get(chunks.get(i + count))
              .equals(new Place(first.pack(), first.slot() + count))) {
        count++;
      }
      PackIndex index = indexes.get(first.pack());
      extents.add(index.extent(refs.get(first.pack()), first.slot(), count));
      i += count;
    }
    return extents;
  }
}
