package io.lamella.sdk.sync;

import io.lamella.sdk.transfer.Transferred;
import java.util.List;

/**
 * What a sync would do.
 *
 * @param added paths that would be new; of a dataset that is not there yet, its files
 * @param modified paths that would have another content
 * @param removed paths that would be gone
 * @param unchanged paths that are as they were
 * @param bytes logical bytes of the files that would be added and modified
 * @param bytesRead bytes read from files to find out
 * @param notes for people to know
 */
public record Rehearsed(
    long added,
    long modified,
    long removed,
    long unchanged,
    long bytes,
    long bytesRead,
    List<String> notes) {
  public Rehearsed {
    notes = List.copyOf(notes);
  }

  static Rehearsed of(Transferred counted) {
    return new Rehearsed(
        counted.added(),
        counted.modified(),
        counted.removed(),
        counted.unchanged(),
        counted.bytes(),
        counted.bytesRead(),
        counted.notes());
  }

  public boolean changesSomething() {
    return added + modified + removed > 0;
  }
}
