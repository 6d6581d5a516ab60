package io.lamella.upload.change;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.util.List;
import java.util.TreeMap;

/**
 * The folders that one request puts. They are held until all of it is known, since only then it is
 * known which of them are bare: so their number is bounded.
 */
public final class FolderPuts {
  private static final long PATH_BYTES = 32 << 20;

  private final int limit;
  private final TreeMap<EntryPath, Entry.Folder> folders = new TreeMap<>();
  private long bytes;

  public FolderPuts(int limit) {
    this.limit = limit;
  }

  /**
   * Adds a folder; one of the same path is replaced.
   *
   * @throws LamellaException {@code limit-exceeded}, with the limit
   */
  public void add(Entry.Folder folder) {
    if (folders.put(folder.path(), folder) == null) {
      bytes += folder.path().utf8().length;
    }
    if (folders.size() > limit || bytes > PATH_BYTES) {
      throw new LamellaException(
          ErrorCode.LIMIT_EXCEEDED,
          "A request may put "
              + limit
              + " folders, with paths of "
              + PATH_BYTES
              + " bytes together; leave folders out that hold something, or send several requests");
    }
  }

  /** True when a folder of this path was added, or one beneath it. */
  public boolean isAtOrAbove(EntryPath path) {
    EntryPath next = folders.ceilingKey(path);
    return next != null && (next.equals(path) || next.isBeneath(path));
  }

  /** True when a folder of this path was added. */
  public boolean holds(EntryPath path) {
    return folders.containsKey(path);
  }

  /** In the order of their paths. */
  public List<Entry.Folder> sorted() {
    return List.copyOf(folders.values());
  }
}
