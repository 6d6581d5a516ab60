package io.lamella.upload.intake;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Run;
import io.lamella.upload.change.NewRun;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.draft.Draft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The puts of one request, written out as they come. Many pieces become one, level by level, so
 * that neither memory nor open files grow with their number.
 */
public final class RunPieces implements AutoCloseable {
  /** So many pieces of a level become one of the next. */
  static final int FAN = 64;

  private record Piece(int level, NewRun run) {}

  private final Draft draft;
  private final RunStore store;
  private final Function<List<Cursor<Change>>, Cursor<Change>> merge;
  private final List<Piece> pieces = new ArrayList<>();

  private RunPieces(
      Draft draft, RunStore store, Function<List<Cursor<Change>>, Cursor<Change>> merge) {
    this.draft = draft;
    this.store = store;
    this.merge = merge;
  }

  /** Pieces of which the later count over the earlier. */
  public static RunPieces inOrder(Draft draft, RunStore store) {
    return new RunPieces(draft, store, Run::merge);
  }

  /**
   * Pieces in which every path may come once, as a file or as a folder; otherwise they fail with
   * {@code invalid-change} as soon as that is found, at the latest when they become one.
   */
  public static RunPieces distinct(Draft draft, RunStore store) {
    return new RunPieces(draft, store, Distinct::new);
  }

  /** Writes runs out, the oldest first. */
  public void add(List<List<Change>> runs) throws IOException {
    try (Cursor<Change> merged = merge.apply(runs.stream().map(Run::of).toList())) {
      add(merged);
    }
  }

  /** Writes a run out. */
  public void add(Cursor<Change> run) throws IOException {
    pieces.add(new Piece(0, store.write(draft, run)));
    for (int level = 0; isFull(level); level++) {
      List<Piece> full = pieces.subList(pieces.size() - FAN, pieces.size());
      NewRun merged = merged(full);
      discard(full);
      full.clear();
      pieces.add(new Piece(level + 1, merged));
    }
  }

  private boolean isFull(int level) {
    return pieces.size() >= FAN && pieces.get(pieces.size() - FAN).level() == level;
  }

  /** Number of pieces that are held. */
  int count() {
    return pieces.size();
  }

  /** Says that the request goes on. */
  public void keep() {
    store.keep(pieces.stream().map(Piece::run).toList());
  }

  /** All of it as one run. */
  public NewRun all() throws IOException {
    return merged(pieces);
  }

  private NewRun merged(List<Piece> some) throws IOException {
    List<Cursor<Change>> cursors = new ArrayList<>();
    for (Piece piece : some) {
      cursors.add(store.open(draft, piece.run()));
    }
    try (Cursor<Change> merged = merge.apply(cursors)) {
      return store.write(draft, merged);
    }
  }

  private void discard(List<Piece> some) {
    some.forEach(piece -> store.discard(piece.run()));
  }

  @Override
  public void close() {
    discard(pieces);
  }
}
