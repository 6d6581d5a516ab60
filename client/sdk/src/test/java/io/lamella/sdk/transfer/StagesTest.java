package io.lamella.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;

class StagesTest {
  private static final int SLEEPERS = 500;

  /** Many sleep, so that it takes a while to interrupt all of them, and the owner as the last. */
  @RepeatedTest(5)
  void whoHasTakenTheFailureIsNotInterruptedAfterwards() throws Exception {
    // Given
    CountDownLatch failing = new CountDownLatch(1);
    CountDownLatch noticed = new CountDownLatch(1);
    AtomicReference<Thread> failed = new AtomicReference<>();

    // When
    try (Stages stages = new Stages()) {
      stages.start("notices", () -> notice(noticed));
      for (int i = 0; i < SLEEPERS; i++) {
        stages.start("sleeps", () -> new CountDownLatch(1).await());
      }
      stages.start(
          "fails",
          () -> {
            failed.set(Thread.currentThread());
            failing.await();
            throw new IOException("it failed");
          });

      assertThatThrownBy(
              () ->
                  stages.here(
                      () -> {
                        failing.countDown();
                        noticed.await();
                      }))
          .hasMessage("it failed");
    }

    // Then
    assertThat(Thread.interrupted()).isFalse();
    failed.get().join();
    assertThat(Thread.interrupted()).isFalse();
  }

  private static void notice(CountDownLatch noticed) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      noticed.countDown();
    }
  }
}
