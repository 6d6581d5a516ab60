package io.lamella.content.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists what lies right beneath a folder, skipping what lies deeper. */
final class Children {
  private final TreeCursor at;
  private final @Nullable EntryPath folder;

  Children(TreeCursor at, @Nullable EntryPath folder) {
    this.at = at;
    this.folder = folder;
  }

  List<Manifest.Child> list(@Nullable String after, int limit) throws IOException {
    if (after != null) {
      EntryPath last = folder == null ? EntryPath.of(after) : folder.resolve(after);
      at.seek(new Bound.Beyond(last), TreeCursor.ENTRIES);
    } else if (folder != null) {
      at.seek(new Bound.After(folder), TreeCursor.ENTRIES);
    }
    List<Manifest.Child> children = new ArrayList<>();
    while (children.size() < limit && !at.atEnd()) {
      at.descendTo(TreeCursor.ENTRIES);
      if (folder != null && !at.first().isBeneath(folder)) {
        break;
      }
      children.add(child());
    }
    return children;
  }

  private Manifest.Child child() throws IOException {
    Entry entry = at.entry();
    byte[] path = entry.path().bytes();
    int end = folder == null ? 0 : folder.bytes().length + 1;
    while (end < path.length && path[end] != '/') {
      end++;
    }
    if (end == path.length && !(entry instanceof Entry.Folder)) {
      at.advance();
      return new Manifest.Child.Leaf(entry.path().name(), entry);
    }
    EntryPath child = entry.path().prefix(end);
    if (end == path.length) {
      at.advance();
      return new Manifest.Child.SubFolder(child.name(), Manifest.Totals.NOTHING);
    }
    return new Manifest.Child.SubFolder(child.name(), totalsBeneath(at, child));
  }

  /** Adds up what lies beneath {@code folder}, from its first entry on, and goes beyond it. */
  static Manifest.Totals totalsBeneath(TreeCursor at, EntryPath folder) throws IOException {
    Manifest.Totals sum = Manifest.Totals.NOTHING;
    while (!at.atEnd() && at.first().isBeneath(folder)) {
      if (at.atEntry()) {
        sum = sum.plus(Manifest.Totals.of(at.entry()));
        at.advance();
        continue;
      }
      EntryPath end = at.end();
      if (end != null && end.isBeneath(folder)) {
        sum = sum.plus(at.item().totals());
        at.advance();
      } else {
        at.descend();
      }
    }
    return sum;
  }
}
