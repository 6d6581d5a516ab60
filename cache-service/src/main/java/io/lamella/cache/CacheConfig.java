package io.lamella.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Set;

/** Reading content, and keeping blocks of it on this machine. */
@ConfigMapping(prefix = "lamella.cache")
public interface CacheConfig {
  /** Folder of the content cache; made when it is missing, for this process alone. */
  @WithDefault("data/content-cache")
  Path dir();

  /** Bytes that the content cache may take on disk. */
  @WithDefault("10737418240")
  long bytes();

  /** Length of a cached block of a pack, bytes. Another value empties the cache. */
  @WithDefault("1048576")
  int blockBytes();

  /**
   * Keeps blocks of {@code file:} stores too, which otherwise are read as they lie: for stores on
   * slow network mounts.
   */
  @WithDefault("false")
  boolean fileStores();

  /** Threads that read content. */
  @WithDefault("16")
  int workers();

  /** Manifests kept open, at most. */
  @WithDefault("256")
  int manifests();

  /** Bytes of memory, by and large, for what was read of all open manifests. */
  @WithDefault("67108864")
  long manifestBytes();

  /** What this process does: {@code serve} content, make and show {@code preview}s, or both. */
  @WithDefault("serve,preview")
  Set<Role> roles();
}
