package io.lamella.sdk.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a file system says about a file: when all of it is as before, so is the content.
 *
 * @param mode type and permission bits, as stat has them
 * @param size bytes
 * @param mtimeNanos last change of its content, nanoseconds since 1970 UTC
 * @param ctimeNanos last change of its inode, likewise
 * @param inode inode number
 * @param device device that the inode is on
 */
public record Stamp(
    int mode, long size, long mtimeNanos, long ctimeNanos, long inode, long device) {
  private static final String ATTRIBUTES = "unix:mode,size,lastModifiedTime,ctime,ino,dev";
  private static final int TYPE = 0170000;

  /** Of the file itself, or with {@code follow} of what a symlink leads to. */
  public static Stamp of(Path path, boolean follow) throws IOException {
    Map<String, Object> is =
        follow
            ? Files.readAttributes(path, ATTRIBUTES)
            : Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    return new Stamp(
        ((Number) get(is, "mode")).intValue(),
        ((Number) get(is, "size")).longValue(),
        nanos((FileTime) get(is, "lastModifiedTime")),
        nanos((FileTime) get(is, "ctime")),
        ((Number) get(is, "ino")).longValue(),
        ((Number) get(is, "dev")).longValue());
  }

  private static Object get(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("the file system does not tell " + name);
    }
    return value;
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  public boolean isFile() {
    return (mode & TYPE) == 0100000;
  }

  public boolean isFolder() {
    return (mode & TYPE) == 0040000;
  }

  public boolean isSymlink() {
    return (mode & TYPE) == 0120000;
  }

  /** Permission bits, 0777. */
  public int permissions() {
    return mode & 0777;
  }

  public boolean isExecutable() {
    return (mode & 0100) != 0;
  }

  // By hand: what a record gets by itself is slow until a JVM is warm, and every file asks for it.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stamp that && mode == that.mode && sameContentAs(that);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(inode * 31 + ctimeNanos);
  }

  /** True when the content cannot have changed between the two, whatever its permissions. */
  public boolean sameContentAs(Stamp other) {
    return size == other.size
        && mtimeNanos == other.mtimeNanos
        && ctimeNanos == other.ctimeNanos
        && inode == other.inode
        && device == other.device;
  }

  /** True when it is surely the same object on disk. */
  boolean sameObjectAs(Stamp other) {
    return inode == other.inode && device == other.device;
  }
}
