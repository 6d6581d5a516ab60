package io.lamella.cache.entries;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.contracts.rest.EntryView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Entries as listings show them. */
final class EntryViews {
  private static final long NANOS = 1_000_000_000L;

  private EntryViews() {}

  static EntryView of(Entry entry) {
    String path = entry.path().toString();
    if (entry instanceof Entry.File file) {
      return new EntryView(
          path,
          "file",
          file.size(),
          file.digest().hex(),
          octal(file.mode()),
          instant(file.mtimeNanos()),
          null,
          null,
          null);
    }
    if (entry instanceof Entry.Link link) {
      String digest = link.digest() == null ? null : link.digest().hex();
      Instant mtime = instant(link.mtimeNanos());
      return new EntryView(path, "link", link.size(), digest, null, mtime, link.uri(), null, null);
    }
    if (entry instanceof Entry.Symlink symlink) {
      return new EntryView(path, "symlink", 0, null, null, null, null, symlink.target(), null);
    }
    return folder(path, 0, octal(((Entry.Folder) entry).mode()));
  }

  static EntryView of(@Nullable EntryPath folder, Manifest.Child child) {
    if (child instanceof Manifest.Child.Leaf leaf) {
      return of(leaf.entry());
    }
    EntryPath path = folder == null ? EntryPath.of(child.name()) : folder.resolve(child.name());
    Manifest.Totals totals = ((Manifest.Child.SubFolder) child).totals();
    return folder(path.toString(), totals.bytes(), null);
  }

  private static EntryView folder(String path, long bytes, @Nullable String mode) {
    return new EntryView(path, "dir", bytes, null, mode, null, null, null, null);
  }

  private static String octal(int mode) {
    return String.format("%04o", mode);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
