package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run that is checked as it passes, in batches; puts of folders are set aside. */
final class CheckedRun implements Cursor<Change> {
  private static final int BATCH = 1000;

  private final Cursor<Change> source;
  private final RangeCheck check;
  private final List<Entry.Folder> folders = new ArrayList<>();
  private final ArrayDeque<Change> batch = new ArrayDeque<>();

  CheckedRun(Cursor<Change> source, RangeCheck check) {
    this.source = source;
    this.check = check;
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

  /** The folders that were put, in order; complete after the last change. */
  List<Entry.Folder> folders() {
    return folders;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
