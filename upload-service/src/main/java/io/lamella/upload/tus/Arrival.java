package io.lamella.upload.tus;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a request brings. Where they break off the stream ends, so that what came before
 * counts, and says why; more of them than may come fail it. For one thread.
 */
final class Arrival extends InputStream {
  private final InputStream body;
  private final @Nullable Checksum checksum;
  private final @Nullable MessageDigest engine;
  private long left;
  private @Nullable LamellaException end;

  /**
   * @param left bytes that may come
   */
  Arrival(InputStream body, long left, @Nullable Checksum checksum) {
    this.body = body;
    this.left = left;
    this.checksum = checksum;
    this.engine = checksum == null ? null : checksum.engine();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    int count = end == null ? readBody(target, offset, length) : -1;
    if (count > left) {
      throw new LamellaException(
          ErrorCode.TOO_LARGE, "The request brings more bytes than the upload lacks");
    }
    if (count > 0) {
      left -= count;
      if (engine != null) {
        engine.update(target, offset, count);
      }
    }
    return count;
  }

  private int readBody(byte[] target, int offset, int length) throws IOException {
    try {
      return body.read(target, offset, length);
    } catch (LamellaException e) {
      if (e.code() == ErrorCode.TOO_LARGE) {
        throw e;
      }
      end = e;
      return -1;
    }
  }

  /**
   * Checks what has come against its checksum, if there is one.
   *
   * @throws LamellaException {@code checksum-mismatch}; why it broke off, if it did
   */
  void verify() {
    if (checksum == null || engine == null) {
      return;
    }
    if (end != null) {
      throw end;
    }
    if (!MessageDigest.isEqual(engine.digest(), checksum.value())) {
      throw new LamellaException(
          ErrorCode.CHECKSUM_MISMATCH, "The bytes changed on their way; send them again");
    }
  }

  /** True when it broke off because another request asks for the upload. */
  boolean wasStopped() {
    return end != null && end.code() == ErrorCode.UPLOAD_LOCKED;
  }
}
