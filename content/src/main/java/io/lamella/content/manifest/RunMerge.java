package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges runs as they are read. A change is dead when a later run's put or subtree delete lies
 * above it; a path's latest living change wins.
 */
final class RunMerge implements Cursor<Change> {
  private record Head(Change change, int age, Cursor<Change> rest) {}

  /** Everything beneath {@code path} from runs before {@code age} is dead. */
  private record Kill(EntryPath path, int age) {}

  private final List<Cursor<Change>> runs;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparing((Head head) -> head.change().path()).thenComparingInt(Head::age));
  private final Deque<Kill> kills = new ArrayDeque<>();
  private boolean started;

  RunMerge(List<Cursor<Change>> runs) {
    this.runs = List.copyOf(runs);
  }

  @Override
  public @Nullable Change next() throws IOException {
    if (!started) {
      started = true;
      for (int age = 0; age < runs.size(); age++) {
        push(age, runs.get(age));
      }
    }
    while (!heads.isEmpty()) {
      Change merged = mergeNextPath(heads.peek().change().path());
      if (merged != null) {
        return merged;
      }
    }
    return null;
  }

  private @Nullable Change mergeNextPath(EntryPath path) throws IOException {
    while (!kills.isEmpty() && !path.isBeneath(kills.peek().path())) {
      kills.pop();
    }
    int killedBefore = kills.isEmpty() ? -1 : kills.peek().age();
    Change latest = null;
    int lastKill = -1;
    for (Head head = heads.peek();
        head != null && head.change().path().equals(path);
        head = heads.peek()) {
      heads.poll();
      push(head.age(), head.rest());
      if (head.age() >= killedBefore) {
        latest = head.change();
        if (!(latest instanceof Change.Delete)) {
          lastKill = head.age();
        }
      }
    }
    if (lastKill >= 0) {
      kills.push(new Kill(path, Math.max(lastKill, killedBefore)));
    }
    if (latest instanceof Change.Put) {
      return latest;
    }
    if (latest == null || killedBefore >= 0) {
      return null;
    }
    return lastKill >= 0 ? new Change.DeleteTree(path) : latest;
  }

  private void push(int age, Cursor<Change> run) throws IOException {
    Change change = run.next();
    if (change != null) {
      heads.add(new Head(change, age, run));
    }
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (Cursor<Change> run : runs) {
      try {
        run.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
