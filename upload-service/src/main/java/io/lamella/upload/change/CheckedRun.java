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

  /** A batch with so many ranges is full, too: one change may have millions. */
  private static final int RANGES = 10_000;

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
    int ranges = 0;
    while (batch.size() < BATCH && ranges < RANGES) {
      Change change = source.next();
      if (change == null) {
        break;
      }
      if (change instanceof Change.Put put && put.entry() instanceof Entry.Folder folder) {
        folders.add(folder);
      } else {
        batch.add(change);
        ranges += ranges(change);
      }
    }
    check.check(batch);
  }

  private static int ranges(Change change) {
    return change instanceof Change.Put put && put.entry() instanceof Entry.File file
        ? file.extents().size()
        : 0;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
