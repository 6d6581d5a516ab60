package io.lamella.metadata.records;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How topics are looked at whose records become data. */
@ConfigMapping(prefix = "lamella.records")
public interface RecordsConfig {
  /** How often each of them is looked at. */
  @WithDefault("PT2S")
  Duration check();

  /** How long Kafka may take to answer. */
  @WithDefault("PT10S")
  Duration patience();

  /** The pause after the first retry of what failed; each one after it is twice as long. */
  @WithDefault("PT10S")
  Duration pause();

  /** The longest pause between two retries. */
  @WithDefault("PT10M")
  Duration longestPause();

  /**
   * Properties of the client of that Kafka, as {@code lamella.records.kafka."security.protocol"},
   * over those of the service itself; with {@code "bootstrap.servers"} it is another Kafka.
   */
  Map<String, String> kafka();
}
