package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which copies there are, and who may not be removed. */
final class Inventory {
  private final Layout layout;

  Inventory(Layout layout) {
    this.layout = layout;
  }

  /** Ids of the finished copies, and of what is no copy any more but was one. */
  List<String> ids() throws IOException {
    List<String> ids = Trees.names(layout.copies());
    ids.removeIf(name -> !isCopyId(name));
    return ids;
  }

  /** Ids of the copies that may share files. */
  List<String> family(String family) throws IOException {
    List<String> members = new ArrayList<>();
    for (String id : ids()) {
      Info info = Info.read(layout.info(id));
      if (info != null && info.family().equals(family)) {
        members.add(id);
      }
    }
    return members;
  }

  /** The finished copies, the one that was not used for longest first. */
  List<LocalCopies.Cached> list() throws IOException {
    return list(true);
  }

  /** As {@link #list}, but without looking which ones are in use: that takes locks for a moment. */
  List<LocalCopies.Cached> longestUnusedFirst() throws IOException {
    return list(false);
  }

  private List<LocalCopies.Cached> list(boolean looksForUse) throws IOException {
    List<LocalCopies.Cached> found = new ArrayList<>();
    for (String id : ids()) {
      LocalCopies.Cached copy = cached(id, looksForUse && OsLock.isHeld(layout.useLock(id)));
      if (copy != null) {
        found.add(copy);
      }
    }
    found.sort(
        Comparator.comparing(LocalCopies.Cached::used).thenComparing(LocalCopies.Cached::id));
    return found;
  }

  /** What is known of a copy, in use or not; null when there is none. */
  LocalCopies.@Nullable Cached cached(String id) throws IOException {
    return cached(id, false);
  }

  private LocalCopies.@Nullable Cached cached(String id, boolean inUse) throws IOException {
    Info info = Info.read(layout.info(id));
    if (info == null) {
      return null;
    }
    return new LocalCopies.Cached(
        id,
        info.version(),
        info.prefix(),
        info.excerpt(),
        layout.tree(id),
        info.files(),
        info.bytes(),
        time(layout.used(id)).toInstant(),
        inUse,
        Files.exists(layout.pinned(id)));
  }

  /** Bytes on disk of all copies, what they share counted once. */
  long bytesOnDisk() throws IOException {
    long bytes = 0;
    for (String id : ids()) {
      Info info = Info.read(layout.info(id));
      bytes += info == null ? 0 : info.own();
    }
    return bytes;
  }

  /** Notes that a copy was given out just now. */
  void touch(String id) throws IOException {
    Path used = layout.used(id);
    if (!Files.exists(used)) {
      Files.write(used, new byte[0]);
    }
    Files.setLastModifiedTime(used, FileTime.from(Instant.now()));
  }

  boolean pin(String id, boolean pinned) throws IOException {
    if (!isCopyId(id) || !Files.exists(layout.info(id))) {
      return false;
    }
    if (pinned) {
      Files.write(layout.pinned(id), new byte[0]);
    } else {
      Files.deleteIfExists(layout.pinned(id));
    }
    return true;
  }

  Optional<OsLock> lease(String id) throws IOException {
    if (!isCopyId(id)) {
      return Optional.empty();
    }
    OsLock lock = OsLock.shared(layout.useLock(id));
    if (Files.exists(layout.info(id))) {
      touch(id);
      return Optional.of(lock);
    }
    lock.close();
    return Optional.empty();
  }

  /** Ids come from callers, and end in paths. */
  static boolean isCopyId(String id) {
    return id.matches("[0-9a-f]{32}(-[0-9a-f]{16})?");
  }

  /** Removes what makers left behind that are no more, but for the one of {@code id}. */
  void clearDead(@Nullable String id) throws IOException {
    for (String name : Trees.names(layout.tmp())) {
      String owner = name.replaceFirst("\\..*", "");
      if (owner.equals(id)) {
        continue;
      }
      Optional<OsLock> lock = OsLock.tryExclusive(layout.makeLock(owner));
      if (lock.isPresent()) {
        if (name.endsWith(Removal.GONE)) {
          new Removal(layout, owner).finish();
        } else {
          Trees.delete(layout.tmp().resolve(name));
        }
        lock.get().closeAndDelete();
      }
    }
  }

  static FileTime time(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file);
    } catch (NoSuchFileException e) {
      return FileTime.fromMillis(0);
    }
  }
}
