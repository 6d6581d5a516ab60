package io.lamella.metadata.report;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Reports on versions. */
@ConfigMapping(prefix = "lamella.reports")
public interface ReportConfig {
  /** Most reports of a version. */
  @WithDefault("1000")
  int most();

  /** Most of these that are images and media. */
  @WithDefault("100")
  int media();

  /** Largest image or other file of a report. */
  @WithDefault("10M")
  MemorySize mediaBytes();

  /** Largest table or histogram, bytes of JSON. */
  @WithDefault("262144")
  int bodyBytes();

  /** Most points of a series. */
  @WithDefault("10000")
  int points();

  /** Files of reports that one process takes in at once; more are answered 429. */
  @WithDefault("16")
  int uploads();
}
