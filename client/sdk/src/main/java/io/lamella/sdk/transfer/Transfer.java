package io.lamella.sdk.transfer;

import io.lamella.content.Cursor;
import io.lamella.content.chunk.ChunkProfile;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.folder.ScanIndexWriter;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan: files are read, cut, hashed, looked up, packed, sent and registered at the
 * same time, each stage held back by the one behind it. Memory is bounded whatever the number and
 * size of the files: some {@value #AHEAD_BYTES} bytes of chunks and three packs.
 */
final class Transfer {
  static final long AHEAD_BYTES = 32L << 20;
  private static final long SHARE_BYTES = 8L << 20;
  private static final int PLANNED = 8192;
  private static final int BATCHES = 1;
  private static final int ROUNDS = 3;

  private final Draft draft;
  private final int readers;
  private final TransferProgress progress;

  /**
   * @param readers threads that read and hash
   */
  Transfer(Draft draft, int readers, TransferProgress progress) {
    this.draft = draft;
    this.readers = readers;
    this.progress = progress;
  }

  /**
   * Does all of {@code plan}. When it returns, all of it is in the draft, durably; files whose
   * bytes the server lost before they were registered are read and sent again.
   *
   * @param index told of every file's digest, in order; null: nobody
   */
  void carryOut(Cursor<Planned> plan, @Nullable ScanIndexWriter index, Tally tally)
      throws IOException {
    List<Planned.Read> lost = round(plan, index, tally);
    for (int round = 1; round < ROUNDS && !lost.isEmpty(); round++) {
      Iterator<Planned.Read> again = lost.iterator();
      lost = round(() -> again.hasNext() ? again.next() : null, null, tally);
    }
    lost.forEach(
        read -> tally.failed.add(read.file().source() + ": the server does not keep its bytes"));
  }

  private List<Planned.Read> round(
      Cursor<Planned> plan, @Nullable ScanIndexWriter index, Tally tally) throws IOException {
    ReadAhead ahead = new ReadAhead(AHEAD_BYTES, SHARE_BYTES);
    BlockingQueue<Feed> feeds = new ArrayBlockingQueue<>(PLANNED);
    BlockingQueue<Feed> toRead = new LinkedBlockingQueue<>();
    BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES);
    Outbound outbound = new Outbound(draft, tally, progress);
    Registrar registrar = new Registrar(draft, index, tally, progress);
    ChunkProfile profile = ChunkProfile.of(draft.ticket().profile());
    try (Stages stages = new Stages()) {
      for (int i = 0; i < readers; i++) {
        stages.start(
            "read-" + i, () -> readAll(new Reader(profile, ahead, tally, progress), toRead));
      }
      stages.start("ask", new Asker(draft, ahead, feeds, batches)::run);
      stages.start("pack", new Packer(outbound, ahead, registrar, batches)::run);
      for (int i = 0; i < Outbound.SENDERS; i++) {
        stages.start("send-" + i, outbound::send);
      }
      stages.start("register", registrar::run);
      stages.here(() -> feed(plan, feeds, toRead));
      stages.join();
    }
    return registrar.lost();
  }

  private void feed(Cursor<Planned> plan, BlockingQueue<Feed> feeds, BlockingQueue<Feed> toRead)
      throws IOException, InterruptedException {
    for (Planned planned = plan.next(); planned != null; planned = plan.next()) {
      Feed feed = new Feed(planned);
      feeds.put(feed);
      if (planned instanceof Planned.Read) {
        toRead.put(feed);
      }
    }
    feeds.put(Asker.END);
    for (int i = 0; i < readers; i++) {
      toRead.put(Asker.END);
    }
  }

  private static void readAll(Reader reader, BlockingQueue<Feed> toRead)
      throws InterruptedException {
    for (Feed feed = toRead.take(); feed != Asker.END; feed = toRead.take()) {
      if (feed.planned instanceof Planned.Read read) {
        reader.read(feed, read.file());
      }
    }
  }
}
