package io.lamella.upload.intake;

/**
 * What has arrived of a file that is not whole: enough to go on, on any machine.
 *
 * @param settled its first bytes, which lie in packs, up to the end of a chunk
 * @param tail the bytes behind those
 * @param digest state of the SHA-256 over the settled ones
 */
public record FilePart(long settled, byte[] tail, byte[] digest) {
  /** Of a file of which nothing has arrived. */
  public static final FilePart NOTHING = new FilePart(0, new byte[0], new byte[0]);

  /** Bytes that have arrived. */
  public long length() {
    return settled + tail.length;
  }
}
