package io.lamella.upload.intake;

import io.lamella.content.Digest;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackLimits;
import io.lamella.content.pack.PackWriter;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.pack.PackKind;
import io.lamella.upload.pack.PackRow;
import io.lamella.upload.pack.PackSpool;
import io.lamella.upload.pack.PackStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** A pack that is being filled; its chunks have places only once it is stored. For one thread. */
final class OpenPack implements AutoCloseable {
  private final PackSpool spool;
  private final PackWriter writer;
  private final Map<Digest, Integer> slots = new HashMap<>();
  private final Set<Content> waiting = Collections.newSetFromMap(new IdentityHashMap<>());

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

  /** Chunks added so far. */
  int count() {
    return writer.count();
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

  /** Notes a content that has chunks in here, and so waits for the pack to be stored. */
  void awaitedBy(Content content) {
    waiting.add(content);
  }

  /** Completes and stores the pack; those that wait for it have their places then. */
  void store(PackStore packs, Draft draft, PackStore.Together together) throws IOException {
    PackIndex index = writer.finish();
    PackRow row =
        packs.store(
            new PackStore.Name(draft.domain(), draft.store(), PackKind.CONTENT, index.id()),
            spool,
            index,
            together);
    waiting.forEach(content -> content.settle(this, row.pack(), index));
    waiting.clear();
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
