package io.lamella.metadata.cleanup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often datasets are cleaned up. */
@ConfigMapping(prefix = "lamella.cleanup")
public interface CleanupConfig {
  /** How long after it was set or followed a clean-up rule is followed again. */
  @WithDefault("P1D")
  Duration every();

  /** How often rules are looked for whose time has come. */
  @WithDefault("PT5M")
  Duration check();
}
