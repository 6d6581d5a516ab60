package io.lamella.content.localcopy;

import org.jspecify.annotations.Nullable;

/**
 * What making or removing a hard link did to a file's stamp.
 *
 * @param before its stamp before; null: whatever it was, the file was hashed just before
 */
record Relink(@Nullable Stamp before, Stamp after) {
  /** True when a line that was right about the file before is to be brought up to date. */
  boolean concerns(Line line) {
    return line.stamp() != null
        && line.stamp().inode() == after.inode()
        && (before == null || before.equals(line.stamp()));
  }
}
