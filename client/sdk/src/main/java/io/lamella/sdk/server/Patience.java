package io.lamella.sdk.server;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a request is tried again: shortly when the server was never seen, so that a wrong
 * address is told at once; longer once it was, so that a restart goes unnoticed.
 */
record Patience(Duration stranger, Duration known) {
  private static final Duration WITH_STRANGERS = Duration.ofMillis(800);

  /** Of this length with a server that was seen. */
  static Patience of(Duration known) {
    return new Patience(known.compareTo(WITH_STRANGERS) < 0 ? known : WITH_STRANGERS, known);
  }

  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 3_000;

  long budgetNanos(boolean seen) {
    return (seen ? known : stranger).toNanos();
  }

  /**
   * Wait before attempt {@code attempt + 1}, milliseconds: doubled every time, half of it by
   * chance.
   */
  static long waitMillis(int attempt) {
    long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt, 10));
    return ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1);
  }

  /** What {@code Retry-After} asks for, in milliseconds; 0 without one (dates are not read). */
  static long retryAfterMillis(HttpHeaders headers) {
    try {
      return Math.max(
              0, Math.min(30, Long.parseLong(headers.firstValue("Retry-After").orElse("0"))))
          * 1000;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  static boolean worthAnother(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }
}
