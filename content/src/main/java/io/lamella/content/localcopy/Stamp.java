package io.lamella.content.localcopy;

/**
 * What the file system says of a file's content without reading it. Whoever writes to a file, or
 * swaps it for another one, changes at least one of these.
 *
 * @param size bytes
 * @param mtimeNanos modification time, nanoseconds since 1970
 * @param ctimeNanos change time, nanoseconds since 1970; no program can set it
 * @param inode inode number
 */
record Stamp(long size, long mtimeNanos, long ctimeNanos, long inode) {}
