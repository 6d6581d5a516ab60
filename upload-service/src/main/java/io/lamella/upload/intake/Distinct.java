package io.lamella.upload.intake;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one stream as one run, in whatever order: no path is put twice, and none is put above
 * another one. Fails with {@code invalid-change}, naming the path, where that does not hold.
 */
final class Distinct implements Cursor<Change> {
  private record Head(Change change, Cursor<Change> rest) {}

  private final List<Cursor<Change>> runs;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparing((Head head) -> head.change().path()));
  private boolean started;

  /** Runs of puts, closed, and so with deletes of the folders above. */
  Distinct(List<Cursor<Change>> runs) {
    this.runs = List.copyOf(runs);
  }

  @Override
  public @Nullable Change next() throws IOException {
    if (!started) {
      started = true;
      for (Cursor<Change> run : runs) {
        push(run);
      }
    }
    Head first = heads.poll();
    if (first == null) {
      return null;
    }
    push(first.rest());
    Change change = first.change();
    for (Head other = heads.peek();
        other != null && other.change().path().equals(change.path());
        other = heads.peek()) {
      check(change, other.change());
      heads.remove();
      push(other.rest());
    }
    return change;
  }

  private static void check(Change one, Change other) {
    boolean put = one instanceof Change.Put;
    if (put && other instanceof Change.Put) {
      throw twice(one.path());
    }
    if (put || other instanceof Change.Put) {
      throw fileAndFolder(one.path());
    }
  }

  private void push(Cursor<Change> run) throws IOException {
    Change change = run.next();
    if (change != null) {
      heads.add(new Head(change, run));
    }
  }

  @Override
  public void close() throws IOException {
    for (Cursor<Change> run : runs) {
      run.close();
    }
  }

  static LamellaException twice(EntryPath path) {
    return new LamellaException(
        ErrorCode.INVALID_CHANGE, path + " comes twice; send each path once");
  }

  static LamellaException fileAndFolder(EntryPath path) {
    return new LamellaException(
        ErrorCode.INVALID_CHANGE,
        path + " comes as a file and as a folder that holds something; it can be one of them");
  }
}
