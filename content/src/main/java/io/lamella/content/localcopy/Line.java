package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@link RecordWriter record}: an entry, and what is known of its file.
 *
 * @param stamp the file's stamp when its content was known to be right; null: not there yet, or not
 *     a file
 * @param kept true for what lies in the folder itself already, false for what lies in the stage
 */
record Line(Entry entry, @Nullable Stamp stamp, boolean kept) {
  /** A link has no mode bits of its own. */
  private static final int LINK_MODE = 0644;

  static Line todo(Entry entry) {
    return new Line(entry, null, false);
  }

  EntryPath path() {
    return entry.path();
  }

  Line with(@Nullable Stamp newStamp) {
    return new Line(entry, newStamp, kept);
  }

  /**
   * What lies at the path as a file: the file, or what a link stands for when size and digest of
   * its bytes are known; null: no file, or one of which that is not known yet.
   */
  Entry.@Nullable File file() {
    if (entry instanceof Entry.File file) {
      return file;
    }
    return entry instanceof Entry.Link link && link.digest() != null && link.size() >= 0
        ? new Entry.File(
            link.path(), link.size(), false, link.digest(), List.of(), link.mtimeNanos(), LINK_MODE)
        : null;
  }

  /** True for a file or link whose bytes have still to be found. */
  boolean isTodo() {
    return stamp == null && !kept && (entry instanceof Entry.File || entry instanceof Entry.Link);
  }
}
