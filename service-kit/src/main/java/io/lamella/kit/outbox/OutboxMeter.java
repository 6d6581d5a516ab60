package io.lamella.kit.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is measured of an outbox: {@code lamella_outbox_age_seconds}. */
public final class OutboxMeter {
  private OutboxMeter() {}

  /** Has the age of the oldest event shown, as long as the relay lives. */
  public static void of(OutboxRelay relay, MeterRegistry meters) {
    Gauge.builder("lamella.outbox.age", relay, OutboxRelay::ageSeconds)
        .description("How long the oldest event waits to be sent")
        .baseUnit("seconds")
        .register(meters);
  }
}
