package io.lamella.kit.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a service starts. */
@ConfigMapping(prefix = "lamella.start")
public interface StartConfig {
  /**
   * Ends the process when it is up: for who tries its settings, or records what a start needs (an
   * AOT cache). Nobody has to be there that it works with.
   */
  @WithDefault("false")
  boolean only();
}
