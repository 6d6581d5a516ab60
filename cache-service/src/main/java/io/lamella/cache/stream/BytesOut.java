package io.lamella.cache.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Counts what goes out: {@code lamella_bytes_out_total}, by kind of answer. */
@ApplicationScoped
public class BytesOut {
  private final MeterRegistry meters;

  @Inject
  BytesOut(MeterRegistry meters) {
    this.meters = meters;
  }

  Counter of(String kind) {
    return Counter.builder("lamella.bytes.out")
        .description("Bytes of bodies sent")
        .baseUnit("bytes")
        .tag("kind", kind)
        .register(meters);
  }
}
