package io.lamella.metadata.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Listening to events over HTTP. */
@ConfigMapping(prefix = "lamella.events")
public interface EventConfig {
  /** How long an event can be read again by those who were away. */
  @WithDefault("P7D")
  Duration keep();

  /** Listeners that one process serves at once; more are answered 429. */
  @WithDefault("256")
  int listeners();

  /** How often a listener hears that the server is still there. */
  @WithDefault("PT15S")
  Duration heartbeat();

  /** A listener that takes nothing for so long is sent away; it may come back and go on. */
  @WithDefault("PT1M")
  Duration stall();
}
