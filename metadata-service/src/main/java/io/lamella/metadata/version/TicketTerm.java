package io.lamella.metadata.version;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long tickets are good for. */
@ConfigMapping(prefix = "lamella.ticket")
public interface TicketTerm {
  /** Time from reading a version to the end of its ticket. */
  @WithDefault("PT12H")
  Duration term();
}
