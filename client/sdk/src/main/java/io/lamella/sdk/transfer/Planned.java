package io.lamella.sdk.transfer;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.folder.Scanned;
import org.jspecify.annotations.Nullable;

/** What is to be done about one path. */
public sealed interface Planned {
  /**
   * Read the file: only its content says whether it has changed.
   *
   * @param before what the draft has there; null: nothing
   * @param lost the bytes of what the draft has there are gone, so they are put in any case
   */
  record Read(Scanned.File file, @Nullable Entry before, boolean lost) implements Planned {}

  /**
   * Put an entry that has no content.
   *
   * @param last what lies beneath it must be gone first
   */
  record Put(Entry entry, @Nullable Entry before, boolean last) implements Planned {}

  /** Remove an entry. */
  record Remove(EntryPath path) implements Planned {}

  /**
   * Nothing: the draft has it so.
   *
   * @param file the file, when it is one whose content is known
   * @param digest its digest
   */
  record Keep(Scanned.@Nullable File file, @Nullable Digest digest) implements Planned {}
}
