package io.lamella.content.pack;

import io.lamella.content.Digest;

/**
 * One line of a pack's footer: where a chunk lies.
 *
 * @param chunk chunk id
 * @param offset start of its frame, bytes
 * @param storedLength length of the frame's payload, bytes
 * @param rawLength length of the decoded chunk, bytes
 */
public record Slot(Digest chunk, long offset, int storedLength, int rawLength) {
  /** Length of the frame with its header, bytes. */
  public int frameLength() {
    return Frame.HEADER + storedLength;
  }
}
