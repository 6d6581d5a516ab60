package io.lamella.cli.files;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.content.manifest.Entry;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry as a line. */
final class EntryLine {
  private static final long NANOS = 1_000_000_000L;

  private EntryLine() {}

  static void print(Output output, Entry entry, @Nullable String change) {
    Map<String, @Nullable Object> object = object(entry);
    if (change != null) {
      object.put("change", change);
    }
    String path = entry.path().toString();
    output.answer(
        object,
        "%s%12s  %s%s"
            .formatted(
                change == null ? "" : mark(change) + " ",
                size(object),
                path,
                entry instanceof Entry.Link link ? " -> " + link.uri() : ""));
  }

  static Map<String, @Nullable Object> object(Entry entry) {
    String path = entry.path().toString();
    if (entry instanceof Entry.File file) {
      return object(
          path, "file", file.size(), file.digest().hex(), file.mode(), file.mtimeNanos(), null);
    }
    if (entry instanceof Entry.Link link) {
      String digest = link.digest() == null ? null : link.digest().hex();
      Long size = link.size() < 0 ? null : link.size();
      Map<String, @Nullable Object> object =
          object(path, "link", size, digest, null, link.mtimeNanos(), link.uri());
      object.put("pin", link.pin());
      return object;
    }
    if (entry instanceof Entry.Symlink link) {
      Map<String, @Nullable Object> object = object(path, "symlink", 0L, null, null, null, null);
      object.put("target", link.target());
      return object;
    }
    Entry.Folder folder = (Entry.Folder) entry;
    return object(path, "dir", 0L, null, folder.mode(), null, null);
  }

  private static Map<String, @Nullable Object> object(
      String path,
      String kind,
      @Nullable Long size,
      @Nullable String digest,
      @Nullable Integer mode,
      @Nullable Long mtime,
      @Nullable String uri) {
    return Objects.of(
        "path", path,
        "kind", kind,
        "size", size,
        "digest", digest,
        "mode", mode == null ? null : "%04o".formatted(mode),
        "mtime", mtime == null ? null : time(mtime),
        "uri", uri);
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  private static String size(Map<String, @Nullable Object> object) {
    Object size = object.get("size");
    return "file".equals(object.get("kind"))
        ? String.valueOf(size)
        : "<" + object.get("kind") + ">";
  }

  private static String mark(String change) {
    return switch (change) {
      case "added" -> "+";
      case "removed" -> "-";
      default -> "~";
    };
  }
}
