package io.lamella.sdk.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.sdk.server.ServerUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResumingStreamTest {
  private static final byte[] BODY =
      "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private final AtomicLong counted = new AtomicLong();
  private final List<Long> opened = new ArrayList<>();

  /** A body that is cut after some bytes, by an error or a silent end. */
  private static InputStream cut(long from, int after, boolean silently) {
    return new InputStream() {
      private final InputStream whole =
          new ByteArrayInputStream(BODY, (int) from, Math.min(after, BODY.length - (int) from));

      @Override
      public int read() throws IOException {
        int next = whole.read();
        if (next < 0 && !silently) {
          throw new IOException("cut");
        }
        return next;
      }
    };
  }

  private ResumingStream stream(int after, boolean silently) throws IOException {
    return new ResumingStream(
        at -> {
          opened.add(at);
          return cut(at, after, silently);
        },
        BODY.length,
        counted);
  }

  @Test
  void goesOnWhereItWasCut() throws IOException {
    try (InputStream in = stream(6, false)) {
      assertThat(in.readAllBytes()).isEqualTo(BODY);
    }

    assertThat(opened).containsExactly(0L, 6L, 12L);
    assertThat(counted).hasValue(BODY.length);
  }

  @Test
  void takesAnEarlyEndForACut() throws IOException {
    try (InputStream in = stream(6, true)) {
      assertThat(in.readAllBytes()).isEqualTo(BODY);
    }
  }

  @Test
  void givesUpWhenNothingComesAnyMore() throws IOException {
    try (InputStream in = stream(0, false)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(ServerUnavailableException.class)
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessage("cut");
    }
  }
}
