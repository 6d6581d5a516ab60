package io.lamella.cache.contentcache;

import io.lamella.cache.disk.RecentlyUsed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the content cache tells of itself: {@code lamella_content_cache_*}. */
final class CacheMeters {
  private final Counter hits;
  private final Counter misses;
  private final Counter damaged;
  private final Counter evicted;

  CacheMeters(MeterRegistry meters, RecentlyUsed<BlockKey> used) {
    this.hits = meters.counter("lamella.content.cache.hits");
    this.misses = meters.counter("lamella.content.cache.misses");
    this.damaged = meters.counter("lamella.content.cache.damaged");
    this.evicted = meters.counter("lamella.content.cache.evicted");
    Gauge.builder("lamella.content.cache.size", used, RecentlyUsed::bytes)
        .description("Bytes of cached blocks on disk")
        .baseUnit("bytes")
        .register(meters);
  }

  void hit() {
    hits.increment();
  }

  void miss() {
    misses.increment();
  }

  void damaged() {
    damaged.increment();
  }

  void evicted() {
    evicted.increment();
  }
}
