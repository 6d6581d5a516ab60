package io.lamella.upload.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A body that ends with a failure soon after nobody wants it any more. */
final class WhileWanted extends FilterInputStream {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final BooleanSupplier wanted;
  private long looked = System.nanoTime();

  WhileWanted(InputStream body, BooleanSupplier wanted) {
    super(body);
    this.wanted = wanted;
  }

  /** Nobody wants the rest. */
  static final class UnwantedException extends IOException {
    private static final long serialVersionUID = 1;

    UnwantedException() {
      super("the ingest has ended meanwhile");
    }
  }

  @Override
  public int read() throws IOException {
    look();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    look();
    return super.read(bytes, offset, length);
  }

  private void look() throws IOException {
    long now = System.nanoTime();
    if (now - looked < LOOK_AGAIN.toNanos()) {
      return;
    }
    looked = now;
    if (!wanted.getAsBoolean()) {
      throw new UnwantedException();
    }
  }
}
