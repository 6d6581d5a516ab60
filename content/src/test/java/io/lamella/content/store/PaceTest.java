package io.lamella.content.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.bucket.BucketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong now = new AtomicLong();
  private final Pace pace = new Pace(now::get);

  private void busy() {
    assertThatThrownBy(
            () ->
                pace.call(
                    () -> {
                      throw BucketException.busy("lake");
                    }))
        .isInstanceOf(BucketException.class);
  }

  private void afterTheWait() {
    now.addAndGet(Math.max(0, pace.waitNanos()));
  }

  private Duration waits() {
    return Duration.ofNanos(Math.max(0, pace.waitNanos()));
  }

  @Test
  void nobodyWaitsForABucketThatDoesNotComplain() throws Exception {
    assertThat(pace.call(() -> "answer")).isEqualTo("answer");
    assertThat(waits()).isZero();
  }

  @Test
  void eachTimeThatItComplainsAllWaitTwiceAsLongUpToHalfAMinute() {
    busy();
    assertThat(waits()).isEqualTo(Duration.ofMillis(250));
    afterTheWait();
    busy();
    assertThat(waits()).isEqualTo(Duration.ofMillis(500));
    for (int i = 0; i < 10; i++) {
      afterTheWait();
      busy();
    }
    assertThat(waits()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whatGoesWellMakesTheNextWaitShorter() throws Exception {
    for (int i = 0; i < 4; i++) {
      busy();
      afterTheWait();
    }
    pace.call(() -> 1);
    pace.call(() -> 1);
    busy();

    assertThat(waits()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void anotherFailureIsNoReasonToWait() {
    assertThatThrownBy(
            () ->
                pace.call(
                    () -> {
                      throw BucketException.broken("lake");
                    }))
        .isInstanceOf(BucketException.class);

    assertThat(waits()).isZero();
  }

  @Test
  void whoComesMeanwhileWaits() throws Exception {
    Pace real = new Pace();
    assertThatThrownBy(
            () ->
                real.call(
                    () -> {
                      throw BucketException.busy("lake");
                    }))
        .isInstanceOf(BucketException.class);

    long begun = System.nanoTime();
    real.call(() -> 1);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(200));
  }
}
