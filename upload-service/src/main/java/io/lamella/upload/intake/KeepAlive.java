package io.lamella.upload.intake;

import java.time.Duration;

/** Keeps what a long request builds on for as long as its bytes come. For one thread. */
final class KeepAlive {
  /** Well below the time after which anything goes that nobody keeps. */
  static final Duration EVERY = Duration.ofHours(1);

  private final Duration every;
  private final Runnable keep;
  private long last = System.nanoTime();

  KeepAlive(Duration every, Runnable keep) {
    this.every = every;
    this.keep = keep;
  }

  /** Bytes have come. */
  void sign() {
    long now = System.nanoTime();
    if (now - last >= every.toNanos()) {
      last = now;
      keep.run();
    }
  }
}
