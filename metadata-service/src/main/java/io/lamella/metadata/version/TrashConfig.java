package io.lamella.metadata.version;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what is deleted can be restored. */
@ConfigMapping(prefix = "lamella.trash")
public interface TrashConfig {
  /** How long a deleted version stays in the trash; its number stays taken for so long. */
  @WithDefault("P7D")
  Duration term();

  /** How often the trash is looked through for what is past its term. */
  @WithDefault("PT1M")
  Duration check();
}
