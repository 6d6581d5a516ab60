package io.lamella.upload.seal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times seals: {@code lamella_seals_seconds} by outcome ({@code sealed}, {@code failed}:
 * one attempt), and {@code lamella_sealed_bytes_total}, the bytes of the files of what was sealed.
 */
@ApplicationScoped
class SealMeters {
  private final MeterRegistry meters;
  private final Counter bytes;

  @Inject
  SealMeters(MeterRegistry meters) {
    this.meters = meters;
    this.bytes =
        Counter.builder("lamella.sealed")
            .description("Bytes of the files of sealed versions")
            .baseUnit("bytes")
            .register(meters);
  }

  /**
   * @param began {@link System#nanoTime()} of the seal's beginning
   * @param files bytes of the version's files
   */
  void sealed(long began, long files) {
    ended("sealed", began);
    bytes.increment(files);
  }

  void failed(long began) {
    ended("failed", began);
  }

  private void ended(String outcome, long began) {
    Timer.builder("lamella.seals")
        .description("Attempts to seal a version")
        .tag("outcome", outcome)
        .register(meters)
        .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
  }
}
