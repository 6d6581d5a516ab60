package io.lamella.cache.localcopy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Local copies for jobs on this node. */
@ConfigMapping(prefix = "lamella.local-copies")
public interface LocalCopyConfig {
  /** Folder of the copies and of what is known of them. Jobs mount it at the same place. */
  @WithDefault("data/local-copies")
  Path dir();

  /** Bytes that the copies may take; exceeded rather than take away one in use. */
  @WithDefault("53687091200")
  long bytes();

  /** How long a copy stays at least after it was asked for. */
  @WithDefault("PT24H")
  Duration keep();

  /** Copies made at the same time. */
  @WithDefault("2")
  int workers();
}
