package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/** What a copy is for, and so which mode bits and modification time its files get. */
enum Use {
  /** Read-only and alike in every copy, so that copies can share files. */
  SHARED {
    @Override
    int mode(Entry.File file) {
      return file.executable() ? 0555 : 0444;
    }

    @Override
    long mtimeNanos(Entry.File file) {
      return FIXED_MTIME_NANOS;
    }
  },
  /** As they were put. */
  WRITABLE {
    @Override
    int mode(Entry.File file) {
      int mode = file.mode() & 0777;
      if (mode == 0) {
        mode = 0644;
      }
      if (!file.executable()) {
        return mode & ~0100;
      }
      return (mode & 0111) != 0 ? mode | 0100 : mode | 0100 | ((mode & 0444) >> 2);
    }

    @Override
    long mtimeNanos(Entry.File file) {
      return file.mtimeNanos();
    }
  };

  /** 1980-01-01T00:00:00Z: a time that every archive format can hold. */
  private static final long FIXED_MTIME_NANOS = TimeUnit.SECONDS.toNanos(315_532_800);

  abstract int mode(Entry.File file);

  abstract long mtimeNanos(Entry.File file);

  /** Gives a file its modification time and mode; what is right already is left alone. */
  void apply(Path path, Entry.File file) throws IOException {
    apply(path, file, FileState.existing(path));
  }

  void apply(Path path, Entry.File file, FileState state) throws IOException {
    if (!sameTime(state.stamp().mtimeNanos(), mtimeNanos(file))) {
      Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(FileTime.from(mtimeNanos(file), TimeUnit.NANOSECONDS), null, null);
    }
    if (state.mode() != mode(file)) {
      Files.setAttribute(path, "unix:mode", mode(file), LinkOption.NOFOLLOW_LINKS);
    }
  }

  boolean isApplied(FileState state, Entry.File file) {
    return state.mode() == mode(file) && sameTime(state.stamp().mtimeNanos(), mtimeNanos(file));
  }

  /** Java sets times to the microsecond. */
  private static boolean sameTime(long a, long b) {
    return Math.floorDiv(a, 1000) == Math.floorDiv(b, 1000);
  }
}
