package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much more disk a copy takes when files of it are replaced that other copies go on having. */
final class Growth {
  private final Layout layout;
  private final String id;
  private final List<String> relatives = new ArrayList<>();

  Growth(Layout layout, String id) throws IOException {
    this.layout = layout;
    this.id = id;
    Info info = Info.read(layout.info(id));
    if (info != null) {
      relatives.addAll(new Inventory(layout).family(info.family()));
      relatives.remove(id);
    }
  }

  /** Bytes that the files of a plan will take besides what they replace. */
  long of(Path plan) throws IOException {
    long bytes = 0;
    try (RecordReader lines = new RecordReader(plan);
        RecordFollower recorded = new RecordFollower(layout.record(id))) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        Entry.File file = line.kept() ? null : line.file();
        if (file != null && staysElsewhere(file.path(), recorded.at(file.path()))) {
          bytes += file.size();
        }
      }
    }
    return bytes;
  }

  private boolean staysElsewhere(EntryPath path, @Nullable Line recorded) throws IOException {
    FileState now = FileState.of(layout.tree(id).resolve(path.toString()));
    if (now != null && now.isFile() && now.links() > 1) {
      return true;
    }
    if (recorded == null || recorded.stamp() == null) {
      return false;
    }
    for (String relative : relatives) {
      FileState theirs = FileState.of(layout.tree(relative).resolve(path.toString()));
      if (theirs != null && theirs.stamp().inode() == recorded.stamp().inode()) {
        return true;
      }
    }
    return false;
  }
}
