package io.lamella.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import io.vertx.core.VertxException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void keepsCodeAndDetailOfOurOwnErrors() {
    Problem problem =
        Problems.of(
            new CompletionException(
                new LamellaException(ErrorCode.SEALING, "wait until it is FINAL")));

    assertThat(problem)
        .isEqualTo(
            new Problem("sealing", "The version is being sealed", 409, "wait until it is FINAL"));
  }

  @Test
  void tellsNothingOfTheInside() {
    Problem problem = Problems.of(new IllegalStateException("password=hunter2"));

    assertThat(problem.status()).isEqualTo(500);
    assertThat(problem.toString()).doesNotContain("hunter2");
  }

  @Test
  void asksToRetryWhenTheDatabaseIsAway() {
    Throwable connecting = new RuntimeException(new ConnectException("refused"));
    Throwable shutDown = new RuntimeException("FATAL: terminating connection (57P01)");
    Throwable killed =
        new VertxException(
            "Failed to read any response from the server, the underlying connection may have been"
                + " lost unexpectedly.");

    assertThat(Problems.of(connecting).code()).isEqualTo("unavailable");
    assertThat(Problems.of(shutDown).code()).isEqualTo("unavailable");
    assertThat(Problems.of(killed).code()).isEqualTo("unavailable");
    assertThat(Problems.asksToRetry(Problems.of(connecting))).isTrue();
  }
}
