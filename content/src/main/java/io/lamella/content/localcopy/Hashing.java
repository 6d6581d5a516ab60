package io.lamella.content.localcopy;

import io.lamella.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;

/** Digests of files on this machine. */
final class Hashing {
  private static final int BUFFER = 256 << 10;

  private Hashing() {}

  /** Opens a file to read, never through a symlink. */
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /** A buffer that suits a file of this size. */
  static ByteBuffer buffer(long size) {
    return ByteBuffer.allocate((int) Math.max(1, Math.min(size, BUFFER)));
  }

  /** SHA-256 of what is left of a stream. */
  static Digest of(InputStream in) throws IOException {
    MessageDigest sha = Digest.sha256();
    byte[] buffer = new byte[BUFFER];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      sha.update(buffer, 0, count);
    }
    return Digest.of(sha);
  }

  /** SHA-256 of a file, read to its end. */
  static Digest of(Path file) throws IOException {
    MessageDigest sha = Digest.sha256();
    try (FileChannel in = open(file)) {
      ByteBuffer buffer = buffer(in.size());
      while (in.read(buffer) >= 0) {
        sha.update(buffer.flip());
        buffer.clear();
      }
    }
    return Digest.of(sha);
  }
}
