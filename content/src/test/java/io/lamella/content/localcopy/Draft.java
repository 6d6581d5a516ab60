package io.lamella.content.localcopy;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is put into a version, or taken out of it. */
final class Draft {
  static final long MTIME = 1_700_000_000_123_456_000L;

  private record Put(byte[] content, int mode) {}

  private final Map<EntryPath, Put> files = new LinkedHashMap<>();
  private final List<Change> others = new ArrayList<>();

  Draft file(String path, byte[] content) {
    return file(path, content, 0644);
  }

  Draft file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  Draft file(String path, byte[] content, int mode) {
    files.put(EntryPath.of(path), new Put(content, mode));
    return this;
  }

  Draft symlink(String path, String target) {
    others.add(new Change.Put(new Entry.Symlink(EntryPath.of(path), target)));
    return this;
  }

  /** An external link, pinned by an etag; its size is known. */
  Draft link(String path, String uri, long size, String pin) {
    others.add(new Change.Put(new Entry.Link(EntryPath.of(path), uri, size, pin, null, MTIME)));
    return this;
  }

  Draft folder(String path) {
    return folder(path, 0755);
  }

  Draft folder(String path, int mode) {
    others.add(new Change.Put(new Entry.Folder(EntryPath.of(path), mode)));
    return this;
  }

  Draft delete(String path) {
    others.add(new Change.DeleteTree(EntryPath.of(path)));
    return this;
  }

  List<Change> changes(Chunks chunks) throws IOException {
    Map<EntryPath, Chunks.Cut> cuts = new LinkedHashMap<>();
    for (Map.Entry<EntryPath, Put> file : files.entrySet()) {
      cuts.put(file.getKey(), chunks.add(file.getValue().content()));
    }
    chunks.finishPack();
    List<Change> changes = new ArrayList<>(others);
    files.forEach(
        (path, put) -> {
          Chunks.Cut cut = cuts.get(path);
          changes.add(
              new Change.Put(
                  new Entry.File(
                      path,
                      put.content().length,
                      (put.mode() & 0100) != 0,
                      cut.digest(),
                      chunks.extents(cut.chunks()),
                      MTIME,
                      put.mode())));
        });
    return changes;
  }
}
