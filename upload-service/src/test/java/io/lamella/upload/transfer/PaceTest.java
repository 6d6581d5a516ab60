package io.lamella.upload.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Pace pace = new Pace(new Patience(Duration.ofSeconds(10), 100));

  @Test
  void isTooSlowWhenTooLittleCameInAPeriodOfWaiting() {
    assertThat(pace.isTooSlow(9 * SECOND, 50)).isFalse();
    assertThat(pace.isTooSlow(SECOND, 49)).isTrue();
  }

  @Test
  void whatCameInAnEarlierPeriodHelpsNobody() {
    assertThat(pace.isTooSlow(10 * SECOND, 1_000_000)).isFalse();
    assertThat(pace.isTooSlow(5 * SECOND, 50)).isFalse();
    assertThat(pace.isTooSlow(5 * SECOND, 49)).isTrue();
  }

  @Test
  void nobodyIsGivenUpForTimeInWhichTheServiceWasBusy() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(pace.isTooSlow(0, 1)).isFalse();
    }
    assertThat(pace.isTooSlow(9 * SECOND, 1)).isFalse();
  }
}
