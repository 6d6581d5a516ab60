package io.lamella.content.localcopy;

import io.lamella.content.localcopy.LocalCopies.Cached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    List<Cached> removed = new ArrayList<>();
    Instant since = Instant.now().minus(keep);
    for (Cached copy : inventory.longestUnusedFirst()) {
      if (inventory.bytesOnDisk() <= maxBytes) {
        break;
      }
      if (!copy.pinned() && !copy.used().isAfter(since) && remove(copy)) {
        removed.add(copy);
      }
    }
    return removed;
  }

  /** Removes a copy unless it is in use or pinned; true when it is not there afterwards. */
  boolean removeOne(String id) throws IOException {
    Cached copy = inventory.cached(id);
    return copy == null || remove(copy);
  }

  private boolean remove(Cached copy) throws IOException {
    String id = copy.id();
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
      Cached now = inventory.cached(id);
      Info info = Info.read(layout.info(id));
      if (info == null || now == null || now.pinned() || now.used().isAfter(copy.used())) {
        return false;
      }
      Path gone = layout.tmp().resolve(id + ".gone");
      Trees.delete(gone);
      Files.move(layout.copy(id), gone, StandardCopyOption.ATOMIC_MOVE);
      new Removal(layout).remove(gone, info);
      return true;
    } finally {
      make.get().closeAndDelete();
      use.get().closeAndDelete();
    }
  }
}
