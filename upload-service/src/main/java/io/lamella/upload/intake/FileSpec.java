package io.lamella.upload.intake;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.rest.FileStored;

/** A file that was read to its end; it becomes an entry once its packs are stored. */
public record FileSpec(
    EntryPath path, long size, Digest digest, long mtimeNanos, int mode, Content content) {
  private static final int OWNER_EXECUTES = 0100;

  /** True when it can become an entry. */
  public boolean isStored() {
    return content.isStored();
  }

  public Entry.File entry() {
    return new Entry.File(
        path,
        size,
        (mode & OWNER_EXECUTES) != 0,
        digest,
        content.extents(),
        mtimeNanos,
        mode & 0777);
  }

  /**
   * What a client is told.
   *
   * @param stored bytes of new packs that it took
   */
  FileStored answer(long stored) {
    return new FileStored(path.toString(), size, digest.hex(), stored);
  }

  /** The same content under another name. */
  public FileSpec at(EntryPath other) {
    return new FileSpec(other, size, digest, mtimeNanos, mode, content);
  }
}
