package io.lamella.metadata.seal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient this service is with seals. */
@ConfigMapping(prefix = "lamella.seal")
public interface SealConfig {
  /** Time without an answer after which upload-service is asked again to seal a draft. */
  @WithDefault("PT30S")
  Duration retry();
}
