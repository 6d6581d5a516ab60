package io.lamella.sdk.server;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an answer: when its connection breaks, the server went away, which is not the same as
 * bytes that are damaged.
 */
public final class WireStream extends FilterInputStream {
  public WireStream(InputStream body) {
    super(body);
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      throw ServerUnavailableException.cut(e);
    }
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    try {
      return super.read(target, from, count);
    } catch (IOException e) {
      throw ServerUnavailableException.cut(e);
    }
  }
}
