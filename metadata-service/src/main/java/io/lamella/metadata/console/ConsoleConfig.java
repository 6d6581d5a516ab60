package io.lamella.metadata.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The log of a version. */
@ConfigMapping(prefix = "lamella.log")
public interface ConsoleConfig {
  /** Lines that are kept of a version's log; the oldest go first. */
  @WithDefault("10000")
  int lines();

  /** Longest line of a version's log, bytes. */
  @WithDefault("8192")
  int lineBytes();
}
