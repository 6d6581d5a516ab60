package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The changes of a run that concern a path, what is beneath it, or all of a folder above it. */
final class Beneath implements Cursor<Change> {
  private final Cursor<Change> run;
  private final EntryPath prefix;

  Beneath(Cursor<Change> run, EntryPath prefix) {
    this.run = run;
    this.prefix = prefix;
  }

  @Override
  public @Nullable Change next() throws IOException {
    for (Change change = run.next(); change != null; change = run.next()) {
      EntryPath path = change.path();
      if (path.equals(prefix) || path.isBeneath(prefix)) {
        return change;
      }
      if (prefix.isBeneath(path) && !(change instanceof Change.Delete)) {
        return new Change.DeleteTree(path);
      }
      if (path.compareTo(prefix) > 0) {
        return null;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
