package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@link RecordWriter record}: an entry, and what is known of its file.
 *
 * @param stamp the file's stamp when its content was known to be right; null: not there yet, or not
 *     a file
 * @param kept true for what lies in the folder itself already, false for what lies in the stage
 */
record Line(Entry entry, @Nullable Stamp stamp, boolean kept) {
  static Line todo(Entry entry) {
    return new Line(entry, null, false);
  }

  EntryPath path() {
    return entry.path();
  }

  Line with(@Nullable Stamp newStamp) {
    return new Line(entry, newStamp, kept);
  }

  /** True for a file whose bytes have still to be found. */
  boolean isTodo() {
    return stamp == null && !kept && entry instanceof Entry.File;
  }
}
