package io.lamella.cache.localcopy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Counts local copies: {@code lamella_local_copies_total}, by what became of them. */
@ApplicationScoped
class CopyMeters {
  private final Counter ready;
  private final Counter failed;
  private final Counter evicted;

  @Inject
  CopyMeters(MeterRegistry meters) {
    this.ready = counter(meters, "ready");
    this.failed = counter(meters, "failed");
    this.evicted = counter(meters, "evicted");
  }

  void ready() {
    ready.increment();
  }

  void failed() {
    failed.increment();
  }

  void evicted() {
    evicted.increment();
  }

  private static Counter counter(MeterRegistry meters, String result) {
    return meters.counter("lamella.local.copies", "result", result);
  }
}
