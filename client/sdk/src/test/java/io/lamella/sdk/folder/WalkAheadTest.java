package io.lamella.sdk.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WalkAheadTest {
  private static final int MANY = 100_000;

  /** A scan of so many folders that fails behind them when it is to. */
  private static final class Counted implements Cursor<Scanned> {
    private final int count;
    private final boolean fails;
    private final AtomicInteger given = new AtomicInteger();
    private volatile boolean closed;

    Counted(int count, boolean fails) {
      this.count = count;
      this.fails = fails;
    }

    @Override
    public Scanned next() throws IOException {
      if (given.get() == count) {
        if (fails) {
          throw new IOException("the disk is gone");
        }
        return null;
      }
      return new Scanned.Folder(EntryPath.of("f" + given.getAndIncrement()), 0755);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 5_000})
  void givesAllInOrder(int count) throws IOException {
    List<String> paths = new ArrayList<>();
    try (Cursor<Scanned> ahead = new WalkAhead(new Counted(count, false))) {
      for (Scanned next = ahead.next(); next != null; next = ahead.next()) {
        paths.add(next.path().toString());
      }
      assertThat(ahead.next()).isNull();
    }

    assertThat(paths).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(paths.get(i)).isEqualTo("f" + i);
    }
  }

  @Test
  void failsWhereTheScanFails() throws IOException {
    try (Cursor<Scanned> ahead = new WalkAhead(new Counted(200, true))) {
      for (int i = 0; i < 200; i++) {
        assertThat(ahead.next()).isNotNull();
      }

      assertThatThrownBy(ahead::next)
          .isInstanceOf(IOException.class)
          .hasMessage("the disk is gone");
    }
  }

  @Test
  void goesNoFurtherThanSomeHundredsAheadAndEndsWhenItIsClosed() throws IOException {
    Counted scan = new Counted(MANY, false);
    Cursor<Scanned> ahead = new WalkAhead(scan);
    ahead.next();

    ahead.close();

    assertThat(scan.closed).isTrue();
    int given = scan.given.get();
    assertThat(given).isLessThan(2_000);
    assertThat(scan.given).hasValue(given);
  }
}
