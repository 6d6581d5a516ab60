package io.lamella.sdk.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a transfer did.
 *
 * @param version the draft
 * @param added paths that are new
 * @param modified paths with another content
 * @param removed paths that are gone
 * @param unchanged paths that are as they were
 * @param bytes logical bytes of the files added and modified
 * @param bytesRead bytes read from files
 * @param bytesSent bytes of packs that went over the wire
 * @param notes for people to know
 * @param failed what could not be taken as it should be, with the reason
 */
public record Transferred(
    UUID version,
    long added,
    long modified,
    long removed,
    long unchanged,
    long bytes,
    long bytesRead,
    long bytesSent,
    List<String> notes,
    List<String> failed) {
  public Transferred {
    notes = List.copyOf(notes);
    failed = List.copyOf(failed);
  }

  /** Both together, of one draft. */
  public Transferred plus(Transferred other) {
    List<String> allNotes = new ArrayList<>(notes);
    allNotes.addAll(other.notes);
    return new Transferred(
            version,
            added + other.added,
            modified + other.modified,
            removed + other.removed,
            unchanged + other.unchanged,
            bytes + other.bytes,
            bytesRead + other.bytesRead,
            bytesSent + other.bytesSent,
            allNotes,
            failed)
        .failing(other.failed);
  }

  /** The same with more that was left as it is. */
  Transferred keeping(long moreUnchanged) {
    return new Transferred(
        version,
        added,
        modified,
        removed,
        unchanged + moreUnchanged,
        bytes,
        bytesRead,
        bytesSent,
        notes,
        failed);
  }

  /** The same with more that could not be taken. */
  Transferred failing(List<String> more) {
    List<String> all = new ArrayList<>(failed);
    all.addAll(more);
    return new Transferred(
        version, added, modified, removed, unchanged, bytes, bytesRead, bytesSent, notes, all);
  }

  /** The same after more bytes had been read before. */
  public Transferred afterReading(long more) {
    return new Transferred(
        version,
        added,
        modified,
        removed,
        unchanged,
        bytes,
        bytesRead + more,
        bytesSent,
        notes,
        failed);
  }
}
