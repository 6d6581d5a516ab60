package io.lamella.sdk.transfer;

import io.lamella.content.Digest;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.rest.PackStored;
import io.lamella.sdk.draft.Draft;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Packs on their way out: one is filled while others are sent. The number of buffers is what holds
 * everything before it back when the network is slow.
 */
final class Outbound {
  static final int SENDERS = 2;
  private static final int BUFFERS = SENDERS + 1;

  /** Chunks of our own packs that are remembered: more than lie in packs under way. */
  private static final int REMEMBERED = 64 * 1024;

  private final Draft draft;
  private final Tally tally;
  private final TransferProgress progress;
  private final BlockingQueue<PackBuffer> buffers = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<java.util.Optional<OutgoingPack>> finished =
      new LinkedBlockingQueue<>();
  private final Map<Digest, Place.Ours> ours =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Place.Ours> eldest) {
          return size() > REMEMBERED;
        }
      };
  private @Nullable OutgoingPack open;

  Outbound(Draft draft, Tally tally, TransferProgress progress) {
    this.draft = draft;
    this.tally = tally;
    this.progress = progress;
    for (int i = 0; i < BUFFERS; i++) {
      buffers.add(new PackBuffer());
    }
  }

  /** Where we have put this chunk ourselves; null: not lately. */
  Place.@Nullable Ours placeOf(Digest chunk) {
    return ours.get(chunk);
  }

  /** Puts a chunk into a pack; waits while all buffers are on their way. */
  Place.Ours add(Digest id, byte[] raw) throws IOException, InterruptedException {
    if (open != null && open.writer().isFull()) {
      finishPack();
    }
    OutgoingPack pack = open;
    if (pack == null) {
      PackBuffer buffer = buffers.take();
      buffer.clear();
      pack = new OutgoingPack(buffer);
      open = pack;
    }
    Place.Ours place = new Place.Ours(pack, pack.writer().add(id, ByteBuffer.wrap(raw)));
    ours.put(id, place);
    return place;
  }

  /** Sends what has been put so far, though the pack is not full. */
  void finishPack() throws IOException {
    if (open != null) {
      open.finish();
      finished.add(java.util.Optional.of(open));
      open = null;
    }
  }

  /** No more packs will come. */
  void end() throws IOException {
    finishPack();
    for (int i = 0; i < SENDERS; i++) {
      finished.add(java.util.Optional.empty());
    }
  }

  /** Sends packs until the end; the work of one thread. */
  void send() throws InterruptedException {
    for (var next = finished.take(); next.isPresent(); next = finished.take()) {
      OutgoingPack pack = next.get();
      PackIndex index = pack.index();
      int length = pack.buffer.length();
      PackStored stored = draft.store(index.id(), pack.buffer::body);
      tally.bytesSent.add(length);
      progress.sent(length);
      buffers.put(pack.buffer);
      pack.stored.complete(
          new OutgoingPack.Stored(
              new PackRef(draft.ticket().domain(), index.id(), stored.generation()), index));
    }
  }
}
