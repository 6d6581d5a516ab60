package io.lamella.upload.archive;

import io.lamella.content.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * What a zip says twice of an entry: before its content and in the central directory.
 *
 * @param name name as its bytes are
 * @param method how it is packed
 * @param crc CRC-32 of what comes out
 * @param packed bytes in the stream
 * @param size bytes that come out
 * @param offset where its header lies
 */
record ZipRecord(byte[] name, int method, long crc, long packed, long size, long offset) {
  /** Differs where anything does, but for one case in 2^64. */
  long fingerprint() {
    MessageDigest sha = Digest.sha256();
    sha.update(
        ByteBuffer.allocate(36)
            .putInt(method)
            .putLong(crc)
            .putLong(packed)
            .putLong(size)
            .putLong(offset)
            .array());
    return ByteBuffer.wrap(sha.digest(name)).getLong();
  }
}
