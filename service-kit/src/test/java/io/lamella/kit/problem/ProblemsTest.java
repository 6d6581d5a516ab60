package io.lamella.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void keepsCodeAndDetailOfOurOwnErrors() {
    Problem problem =
        Problems.of(
            new CompletionException(
                new LamellaException(ErrorCode.SEALING, "wait until it is FINAL")),
            null);

    assertThat(problem)
        .isEqualTo(
            new Problem("sealing", "The version is being sealed", 409, "wait until it is FINAL"));
  }

  @Test
  void tellsNothingOfTheInside() {
    Problem problem = Problems.of(new IllegalStateException("password=hunter2"), null);

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
    Throwable ended =
        new RuntimeException(
            new NoStackTraceThrowable("Connection is not active now, current status: CLOSED"));

    assertThat(List.of(connecting, shutDown, killed, ended, new ClosedChannelException()))
        .extracting(failure -> Problems.of(failure, null).code())
        .containsOnly("unavailable");
    assertThat(Problems.asksToRetry(Problems.of(connecting, null))).isTrue();
  }
}
