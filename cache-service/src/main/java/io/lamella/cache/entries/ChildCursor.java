package io.lamella.cache.entries;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Children of a folder, read some hundred at a time. */
final class ChildCursor implements Cursor<Manifest.Child> {
  private static final int BATCH = 500;

  private final Manifest manifest;
  private final @Nullable EntryPath folder;
  private final Queue<Manifest.Child> batch = new ArrayDeque<>();
  private @Nullable String after;
  private boolean more = true;

  ChildCursor(Manifest manifest, @Nullable EntryPath folder, @Nullable String after) {
    this.manifest = manifest;
    this.folder = folder;
    this.after = after;
  }

  @Override
  public Manifest.@Nullable Child next() throws IOException {
    if (batch.isEmpty() && more) {
      List<Manifest.Child> read = manifest.children(folder, after, BATCH);
      more = read.size() == BATCH;
      batch.addAll(read);
    }
    Manifest.Child child = batch.poll();
    if (child != null) {
      after = child.name();
    }
    return child;
  }
}
