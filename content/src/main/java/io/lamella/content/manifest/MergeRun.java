package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The changes of a merge as a closed run: each after deletes of the folders above it. */
final class MergeRun implements Cursor<Change> {
  private final Cursor<ParentMerge.Step> steps;
  private final Deque<EntryPath> above = new ArrayDeque<>();
  private final Deque<Change> ready = new ArrayDeque<>();

  MergeRun(Cursor<ParentMerge.Step> steps) {
    this.steps = steps;
  }

  @Override
  public @Nullable Change next() throws IOException {
    while (ready.isEmpty()) {
      ParentMerge.Step step = steps.next();
      if (step == null) {
        return null;
      }
      Change change = change(step);
      if (change != null) {
        open(change);
      }
    }
    return ready.poll();
  }

  @Override
  public void close() throws IOException {
    steps.close();
  }

  private static @Nullable Change change(ParentMerge.Step step) {
    Entry merged = step.merged();
    Entry last = step.last();
    if (merged == null) {
      return last == null ? null : new Change.Delete(step.path());
    }
    return last != null && last.sameContent(merged) ? null : new Change.Put(merged);
  }

  private void open(Change change) {
    EntryPath path = change.path();
    while (!above.isEmpty() && !path.isBeneath(above.peek())) {
      above.pop();
    }
    EntryPath opened = above.peek();
    Deque<EntryPath> folders = new ArrayDeque<>();
    for (Optional<EntryPath> folder = path.parent();
        folder.isPresent() && !folder.get().equals(opened);
        folder = folder.get().parent()) {
      folders.push(folder.get());
    }
    for (EntryPath folder : folders) {
      ready.add(new Change.Delete(folder));
      above.push(folder);
    }
    ready.add(change);
    above.push(path);
  }
}
