package io.lamella.upload.intake;

import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackLimits;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackWriter;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.pack.PackKind;
import io.lamella.upload.pack.PackRow;
import io.lamella.upload.pack.PackSpool;
import io.lamella.upload.pack.PackStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pack that is being filled; its chunks have places only once it is stored. For one thread. */
final class OpenPack implements AutoCloseable {
  private final PackSpool spool;
  private final PackWriter writer;
  private final Map<Digest, Integer> slots = new HashMap<>();
  private @Nullable PackRef stored;
  private @Nullable PackIndex index;

  private OpenPack(PackSpool spool) {
    this.spool = spool;
    this.writer = new PackWriter(spool);
  }

  static OpenPack in(Path folder) throws IOException {
    return new OpenPack(PackSpool.in(folder));
  }

  /** True when so many more chunks, of less than 32 MiB together, may be added. */
  boolean hasRoom(int chunks) {
    return !writer.isFull() && writer.count() + chunks <= PackLimits.MAX_CHUNKS;
  }

  boolean isEmpty() {
    return writer.count() == 0;
  }

  /** Bytes written so far. */
  long length() {
    return writer.length();
  }

  /** Slot of a chunk that was added, or -1. */
  int slotOf(Digest chunk) {
    return slots.getOrDefault(chunk, -1);
  }

  /** Appends a chunk; answers its slot. */
  int add(Digest chunk, byte[] raw) throws IOException {
    int slot = writer.add(chunk, ByteBuffer.wrap(raw));
    slots.putIfAbsent(chunk, slot);
    return slot;
  }

  /** Completes and stores the pack. */
  void store(PackStore packs, Draft draft, PackStore.Together together) throws IOException {
    PackIndex complete = writer.finish();
    PackRow row =
        packs.store(
            new PackStore.Name(draft.domain(), draft.store(), PackKind.CONTENT, complete.id()),
            spool,
            complete,
            together);
    stored = row.pack();
    index = complete;
    slots.clear();
  }

  /** Where neighbouring chunks of a stored pack lie. */
  Extent extent(int firstSlot, int count) {
    PackIndex complete = index;
    PackRef pack = stored;
    if (complete == null || pack == null) {
      throw new IllegalStateException("the pack is not stored yet");
    }
    return complete.extent(pack, firstSlot, count);
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
