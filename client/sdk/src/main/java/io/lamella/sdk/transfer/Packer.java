package io.lamella.sdk.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what each file consists of: places that are known, and chunks that go into packs.
 * For one thread.
 */
final class Packer {
  private final Outbound outbound;
  private final ReadAhead ahead;
  private final Registrar registrar;
  private final BlockingQueue<Batch> batches;
  private final List<Batch.Step> window = new ArrayList<>();
  private Ranges ranges = new Ranges();
  private Reuse reuse = new Reuse(ranges);

  Packer(Outbound outbound, ReadAhead ahead, Registrar registrar, BlockingQueue<Batch> batches) {
    this.outbound = outbound;
    this.ahead = ahead;
    this.registrar = registrar;
    this.batches = batches;
  }

  void run() throws IOException, InterruptedException {
    for (Batch batch = batches.take(); batch != Asker.LAST; batch = batches.take()) {
      for (Batch.Step step : batch.steps) {
        take(step);
      }
      settle(false);
    }
    outbound.end();
    registrar.end();
  }

  private void take(Batch.Step step) throws IOException, InterruptedException {
    Piece piece = step.piece();
    if (piece instanceof Piece.Chunk) {
      window.add(step);
    } else if (piece instanceof Piece.Again) {
      drop();
    } else if (piece instanceof Piece.End end) {
      settle(true);
      hand(new Registrar.Arrival(step.feed().planned, end, ranges));
      beginFile();
    } else if (piece instanceof Piece.Failed failed) {
      drop();
      registrar.failed(failed.reason());
    } else {
      hand(new Registrar.Arrival(step.feed().planned, null, null));
    }
  }

  /** Decides about the chunks of the file that have come so far. */
  private void settle(boolean ends) throws IOException, InterruptedException {
    List<@Nullable Place> places = new ArrayList<>(window.size());
    for (Batch.Step step : window) {
      Place before = places.isEmpty() ? ranges.last() : places.get(places.size() - 1);
      places.add(known(step, before));
    }
    boolean[] use = reuse.choose(places, ends);
    for (int i = 0; i < use.length; i++) {
      Piece.Chunk chunk = chunk(window.get(i));
      Place place = places.get(i);
      ranges.add(use[i] && place != null ? place : outbound.add(chunk.id(), chunk.raw()));
      ahead.release(chunk.raw().length);
    }
    window.clear();
  }

  /** Of the places that are known, the one that goes on where the last chunk lies. */
  private @Nullable Place known(Batch.Step step, @Nullable Place before) {
    Place theirs =
        step.known()
            .<Place>map(p -> new Place.Stored(p.pack(), p.slotNumber(), p.slot()))
            .orElse(null);
    Place ours = outbound.placeOf(chunk(step).id());
    if (theirs == null || (ours != null && before != null && ours.follows(before))) {
      return ours;
    }
    return theirs;
  }

  private void drop() {
    window.forEach(step -> ahead.release(chunk(step).raw().length));
    window.clear();
    beginFile();
  }

  private void beginFile() {
    ranges = new Ranges();
    reuse = new Reuse(ranges);
  }

  /** A long queue of files that wait for a pack is a reason to send it. */
  private void hand(Registrar.Arrival arrival) throws IOException, InterruptedException {
    if (registrar.isBacklogged()) {
      outbound.finishPack();
    }
    registrar.put(arrival);
  }

  private static Piece.Chunk chunk(Batch.Step step) {
    if (step.piece() instanceof Piece.Chunk chunk) {
      return chunk;
    }
    throw new IllegalStateException("not a chunk: " + step.piece());
  }
}
