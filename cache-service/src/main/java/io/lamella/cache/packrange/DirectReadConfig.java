package io.lamella.cache.packrange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Packs that clients read from their buckets, where {@code lamella.storages} lets them. */
@ConfigMapping(prefix = "lamella.direct-reads")
public interface DirectReadConfig {
  /**
   * Globs of {@code project/name} of datasets whose packs pass through cache-service all the same,
   * {@code secret/**}.
   */
  Optional<List<String>> exclude();

  /** How long an address of a pack is good. */
  @WithDefault("PT5M")
  Duration life();
}
