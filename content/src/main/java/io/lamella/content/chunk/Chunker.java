package io.lamella.content.chunk;

import io.lamella.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into chunks, FastCDC 2020, and hashes the whole of it on the way. One buffer (1
 * MiB, or four of the longest chunks), whatever the length; cut points do not depend on how the
 * stream hands out its bytes. For one thread.
 */
public final class Chunker {
  private static final int MIN_BUFFER = 1 << 20;

  private final FastCdc cdc;
  private final int maxChunk;
  private final byte[] buffer;
  private final MessageDigest chunkSha = Digest.sha256();
  private final MessageDigest fileSha = Digest.sha256();

  private InputStream in = InputStream.nullInputStream();
  private int position;
  private int limit;
  private boolean ended;
  private long length;
  private @Nullable Digest chunkId;
  private @Nullable Digest fileDigest;

  public Chunker(ChunkProfile profile) {
    this.cdc = new FastCdc(profile.min(), profile.average(), profile.max(), 0);
    this.maxChunk = profile.max();
    this.buffer = new byte[Math.max(MIN_BUFFER, 4 * maxChunk)];
  }

  /**
   * Starts on a new stream, which stays the caller's to close. The chunker can be used again after
   * the last chunk, or at any time before it.
   */
  public void reset(InputStream in) {
    this.in = in;
    position = 0;
    limit = 0;
    ended = false;
    length = 0;
    chunkId = null;
    fileDigest = null;
    fileSha.reset();
  }

  /** The next chunk, valid until the next call; null at the end. */
  public @Nullable ByteBuffer next() throws IOException {
    fill();
    if (position == limit) {
      if (fileDigest == null) {
        fileDigest = Digest.of(fileSha);
      }
      return null;
    }
    int start = position;
    int count = cdc.cut(buffer, start, limit);
    position += count;
    chunkSha.update(buffer, start, count);
    Digest id = Digest.of(chunkSha);
    chunkId = id;
    if (length == 0 && position == limit) {
      // More than the longest chunk would be here, were there more: the file is this chunk.
      fileDigest = id;
    } else {
      fileSha.update(buffer, start, count);
    }
    length += count;
    return ByteBuffer.wrap(buffer, start, count).slice();
  }

  /** Afterwards more than the longest chunk lies in the buffer, or all that is left. */
  private void fill() throws IOException {
    if (ended || limit - position > maxChunk) {
      return;
    }
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    while (limit <= maxChunk) {
      int count = in.read(buffer, limit, buffer.length - limit);
      if (count < 0) {
        ended = true;
        return;
      }
      limit += count;
    }
  }

  /**
   * SHA-256 of the chunk last returned.
   *
   * @throws IllegalStateException before the first chunk
   */
  public Digest chunkId() {
    if (chunkId == null) {
      throw new IllegalStateException("no chunk was read yet");
    }
    return chunkId;
  }

  /**
   * SHA-256 of the whole stream, known when {@link #next} has answered null. Computed once for a
   * one-chunk file.
   *
   * @throws IllegalStateException before the end
   */
  public Digest fileDigest() {
    if (fileDigest == null || position < limit) {
      throw new IllegalStateException("the stream was not read to its end");
    }
    return fileDigest;
  }

  /** Bytes of the chunks returned so far. */
  public long length() {
    return length;
  }
}
