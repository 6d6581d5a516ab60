package io.lamella.content.localcopy;

import io.lamella.content.localcopy.LocalCopies.Cached;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes copies, the one that was not used for longest first. */
final class Pruning {
  private final Layout layout;
  private final Inventory inventory;

  Pruning(Layout layout) {
    this.layout = layout;
    this.inventory = new Inventory(layout);
  }

  /**
   * Removes copies until they take at most {@code maxBytes}, but none that is in use, pinned or was
   * given out less than {@code keep} ago.
   */
  List<Cached> prune(long maxBytes, Duration keep) throws IOException {
    inventory.clearDead(null);
    for (String id : inventory.ids()) {
      removeUnreadable(id);
    }
    List<Cached> removed = new ArrayList<>();
    Instant since = Instant.now().minus(keep);
    long bytes = inventory.bytesOnDisk();
    for (Cached copy : inventory.longestUnusedFirst()) {
      if (bytes <= maxBytes) {
        break;
      }
      if (!copy.pinned() && !copy.used().isAfter(since) && remove(copy)) {
        removed.add(copy);
        bytes = inventory.bytesOnDisk();
      }
    }
    return removed;
  }

  /** Removes a copy unless it is in use or pinned; true when it is not there afterwards. */
  boolean removeOne(String id) throws IOException {
    if (!Inventory.isCopyId(id)) {
      return true;
    }
    Cached copy = inventory.cached(id);
    return copy == null ? removeUnreadable(id) : remove(copy);
  }

  private boolean remove(Cached copy) throws IOException {
    String id = copy.id();
    return withLocks(
        id,
        () -> {
          Cached now = inventory.cached(id);
          Removal removal = new Removal(layout, id);
          return now != null
              && !now.pinned()
              && !now.used().isAfter(copy.used())
              && removal.finish()
              && removal.remove();
        });
  }

  /** Removes what nobody can be given any more, as it does not say what it is. */
  private boolean removeUnreadable(String id) throws IOException {
    if (FileState.of(layout.copy(id)) == null) {
      return true;
    }
    if (Info.read(layout.info(id)) != null) {
      return false;
    }
    return withLocks(
        id,
        () -> {
          if (Info.read(layout.info(id)) != null) {
            return false;
          }
          Trees.delete(layout.copy(id));
          return true;
        });
  }

  /** Something that is done to a copy that nobody else does anything to. */
  @FunctionalInterface
  private interface Change {
    boolean made() throws IOException;
  }

  /** False also when somebody uses the copy or works on it. */
  private boolean withLocks(String id, Change change) throws IOException {
    Optional<OsLock> use = OsLock.tryExclusive(layout.useLock(id));
    if (use.isEmpty()) {
      return false;
    }
    Optional<OsLock> make = OsLock.tryExclusive(layout.makeLock(id));
    if (make.isEmpty()) {
      use.get().close();
      return false;
    }
    try {
      return change.made();
    } finally {
      make.get().closeAndDelete();
      use.get().closeAndDelete();
    }
  }
}
