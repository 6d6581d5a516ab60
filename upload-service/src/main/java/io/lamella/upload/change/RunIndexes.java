package io.lamella.upload.change;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamella.content.manifest.RunIndex;
import jakarta.enterprise.context.ApplicationScoped;

/** Where blocks of stored runs begin, kept while there is room: the runs never change. */
@ApplicationScoped
class RunIndexes {
  /** By what the runs take; an index takes about a hundredth of its run. */
  private static final long KILOBYTES_KEPT = 2_000_000;

  private final Cache<String, Sized> known =
      Caffeine.newBuilder()
          .maximumWeight(KILOBYTES_KEPT)
          .weigher((String object, Sized run) -> run.kilobytes())
          .build();

  private record Sized(RunIndex index, int kilobytes) {}

  /**
   * The index of a run.
   *
   * @param object its key, which no other run ever has
   * @param bytes its length
   */
  RunIndex of(String object, long bytes) {
    int kilobytes = (int) Math.min(Integer.MAX_VALUE, 1 + bytes / 1024);
    return known.get(object, key -> new Sized(new RunIndex(), kilobytes)).index();
  }
}
