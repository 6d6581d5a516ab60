package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of a manifest at or beneath some paths: one walk down the tree each. */
final class PickedEntries implements Cursor<Entry> {
  private final Manifest manifest;
  private final Iterator<EntryPath> paths;
  private @Nullable EntryPath last;
  private Cursor<Entry> current = () -> null;

  /**
   * @param paths in path order
   */
  PickedEntries(Manifest manifest, List<EntryPath> paths) {
    this.manifest = manifest;
    this.paths = paths.iterator();
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Entry entry = current.next();
    while (entry == null && paths.hasNext()) {
      EntryPath path = paths.next();
      if (last == null || !(path.equals(last) || path.isBeneath(last))) {
        current.close();
        current = manifest.entries(path, null);
        last = path;
        entry = current.next();
      }
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
