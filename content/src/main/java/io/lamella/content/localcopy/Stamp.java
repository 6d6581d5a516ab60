package io.lamella.content.localcopy;

import org.jspecify.annotations.Nullable;

/**
 * What the file system says of a file's content without reading it. Whoever writes to a file, or
 * swaps it for another one, changes at least one of these.
 *
 * @param size bytes
 * @param mtimeNanos modification time, nanoseconds since 1970
 * @param ctimeNanos change time, nanoseconds since 1970; no program can set it
 * @param inode inode number
 */
record Stamp(long size, long mtimeNanos, long ctimeNanos, long inode) {
  // By hand: what a record gets by itself is slow until a JVM is warm, and every file asks for it.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stamp that
        && size == that.size
        && mtimeNanos == that.mtimeNanos
        && ctimeNanos == that.ctimeNanos
        && inode == that.inode;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(inode * 31 + ctimeNanos);
  }
}
