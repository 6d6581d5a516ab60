package io.lamella.cache.preview;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Previews of files, and statistics of versions. */
@ConfigMapping(prefix = "lamella.previews")
public interface PreviewConfig {
  /** Whether files are looked into at all. */
  @WithDefault("true")
  boolean enabled();

  /**
   * Globs of {@code project/name} of datasets whose files are not looked into, {@code secret/**}.
   */
  Optional<List<String>> exclude();

  /** Folder of what is kept; made when it is missing, for this process alone. */
  @WithDefault("data/previews")
  Path dir();

  /** Bytes that previews and statistics may take on disk; the longest unused go first. */
  @WithDefault("1073741824")
  long bytes();

  /**
   * Processes that look into files which somebody asks for; one more does so for versions that have
   * become final.
   */
  @WithDefault("1")
  int processes();

  /** Memory of the heap of each such process, bytes. */
  @WithDefault("134217728")
  long heapBytes();

  /** Longest time for one file, the start of a process included. */
  @WithDefault("PT20S")
  Duration time();

  /** How long such a process is kept without work. */
  @WithDefault("PT1M")
  Duration idle();

  /** Files, and versions, that may wait to be looked into; who asks for more is answered 429. */
  @WithDefault("200")
  int queue();

  /** How long a request waits for what is not made yet, before it is told to come again. */
  @WithDefault("PT2S")
  Duration patience();
}
