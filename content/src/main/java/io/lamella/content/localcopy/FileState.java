package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What lies at a path, itself and not what a symlink leads to.
 *
 * @param mode permission bits, 07777
 * @param links number of hard links
 */
record FileState(Kind kind, Stamp stamp, int mode, int links) {
  enum Kind {
    FILE,
    FOLDER,
    SYMLINK,
    OTHER
  }

  private static final int TYPE = 0170000;

  /** Null when nothing is there. */
  static @Nullable FileState of(Path path) throws IOException {
    Map<String, Object> now;
    try {
      now =
          Files.readAttributes(
              path, "unix:mode,ino,nlink,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      if ("Not a directory".equals(e.getReason())) {
        return null;
      }
      throw e;
    }
    int mode = (Integer) value(now, "mode");
    Kind kind =
        switch (mode & TYPE) {
          case 0100000 -> Kind.FILE;
          case 0040000 -> Kind.FOLDER;
          case 0120000 -> Kind.SYMLINK;
          default -> Kind.OTHER;
        };
    Stamp stamp =
        new Stamp(
            (Long) value(now, "size"),
            nanos(now, "lastModifiedTime"),
            nanos(now, "ctime"),
            (Long) value(now, "ino"));
    return new FileState(kind, stamp, mode & 07777, (Integer) value(now, "nlink"));
  }

  /** As {@link #of}, of a path at which something must be. */
  static FileState existing(Path path) throws IOException {
    FileState state = of(path);
    if (state == null) {
      throw new NoSuchFileException(path.toString());
    }
    return state;
  }

  boolean isFile() {
    return kind == Kind.FILE;
  }

  boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  private static long nanos(Map<String, Object> attributes, String name) {
    return ((FileTime) value(attributes, name)).to(TimeUnit.NANOSECONDS);
  }

  private static Object value(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("the file system does not tell " + name);
    }
    return value;
  }
}
