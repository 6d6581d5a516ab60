package io.lamella.upload.change;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.contracts.rest.EntryView;
import java.time.Instant;

/** Changes as rows of a listing. */
final class EntryViews {
  private static final long NANOS = 1_000_000_000L;

  private EntryViews() {}

  static EntryView of(Change change) {
    if (change instanceof Change.Put put) {
      return of(put.entry());
    }
    String kind = change instanceof Change.DeleteTree ? "dir" : "file";
    return new EntryView(
        change.path().toString(), kind, 0, null, null, null, null, null, "removed");
  }

  private static EntryView of(Entry entry) {
    String path = entry.path().toString();
    if (entry instanceof Entry.File file) {
      return new EntryView(
          path,
          "file",
          file.size(),
          file.digest().hex(),
          mode(file.mode()),
          time(file.mtimeNanos()),
          null,
          null,
          "added");
    }
    if (entry instanceof Entry.Link link) {
      return new EntryView(
          path,
          "link",
          Math.max(0, link.size()),
          link.digest() == null ? null : link.digest().hex(),
          null,
          time(link.mtimeNanos()),
          link.uri(),
          null,
          "added");
    }
    if (entry instanceof Entry.Symlink symlink) {
      return new EntryView(path, "symlink", 0, null, null, null, null, symlink.target(), "added");
    }
    int mode = ((Entry.Folder) entry).mode();
    return new EntryView(path, "dir", 0, null, mode(mode), null, null, null, "added");
  }

  private static String mode(int bits) {
    return String.format("%04o", bits);
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
