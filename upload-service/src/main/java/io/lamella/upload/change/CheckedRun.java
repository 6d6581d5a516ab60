package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A run that is checked as it passes, in batches; puts of folders are set aside, complete after the
 * last change.
 */
final class CheckedRun implements Cursor<Change> {
  private static final int BATCH = 1000;

  private final Cursor<Change> source;
  private final RangeCheck check;
  private final FolderPuts folders;
  private final ArrayDeque<Change> batch = new ArrayDeque<>();

  CheckedRun(Cursor<Change> source, RangeCheck check, FolderPuts folders) {
    this.source = source;
    this.check = check;
    this.folders = folders;
  }

  @Override
  public @Nullable Change next() throws IOException {
    if (batch.isEmpty()) {
      fill();
    }
    return batch.poll();
  }

  private void fill() throws IOException {
    while (batch.size() < BATCH) {
      Change change = source.next();
      if (change == null) {
        break;
      }
      if (change instanceof Change.Put put && put.entry() instanceof Entry.Folder folder) {
        folders.add(folder);
      } else {
        batch.add(change);
      }
    }
    check.check(batch);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
