package io.lamella.metadata.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How webhooks are told of events. */
@ConfigMapping(prefix = "lamella.webhooks")
public interface WebhookConfig {
  /** Most webhooks that there may be. */
  @WithDefault("1000")
  int most();

  /**
   * Networks inside that webhooks may lie in, {@code 10.20.0.0/16}; none: only public addresses.
   */
  Optional<List<String>> internalNetworks();

  /** Longest wait for an answer. */
  @WithDefault("PT10S")
  Duration timeout();

  /** Wait before the second attempt, doubled for each one after it; half of it is by chance. */
  @WithDefault("PT5S")
  Duration retry();

  /** Longest wait between two attempts. */
  @WithDefault("PT1H")
  Duration longestRetry();

  /** A delivery that has not succeeded for so long has failed. */
  @WithDefault("P3D")
  Duration term();

  /** How long ended deliveries can be seen, and sent again. */
  @WithDefault("P14D")
  Duration keep();

  /** Webhooks that one process serves at the same time. */
  @WithDefault("64")
  int atOnce();

  /** How often it is looked for deliveries that are due. */
  @WithDefault("PT1S")
  Duration check();
}
