package io.lamella.sdk.transfer;

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
