package io.lamella.upload.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * What a client sends, as a library reads it: what is wrong with it is the client's failure, not
 * one of the store, which fails with the same kind of exception.
 */
public final class SentStream extends FilterInputStream {
  private final Function<IOException, RuntimeException> problem;

  public SentStream(InputStream in, Function<IOException, RuntimeException> problem) {
    super(in);
    this.problem = problem;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    try {
      return in.read(target, offset, length);
    } catch (IOException e) {
      throw problem.apply(e);
    }
  }

  @Override
  public void close() {
    // What it is a part of goes on behind it.
  }
}
