package io.lamella.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What a run was made under.
 *
 * @param memoryBytes of the machine; 0: not known
 * @param load how many processes wanted to run, on average of a minute, before it began
 */
public record Conditions(
    Instant begun,
    int rounds,
    double scale,
    int processors,
    long memoryBytes,
    double load,
    String java,
    String system) {

  /** Those of now. */
  public static Conditions now(int rounds, double scale) {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return new Conditions(
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        rounds,
        scale,
        system.getAvailableProcessors(),
        memory(),
        system.getSystemLoadAverage(),
        Runtime.version().toString(),
        system.getName() + " " + system.getVersion());
  }

  /** Whether the sizes are those that the goals were set for. */
  public boolean isFullSize() {
    return scale == 1;
  }

  /** In one line, for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%d processors, %.0f GiB, Java %s, %s; load %.1f; rounds %d, scale %s",
        processors,
        memoryBytes / (double) (1L << 30),
        java,
        system,
        load,
        rounds,
        scale);
  }

  private static long memory() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemTotal:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      return 0; // no Linux
    }
    return 0;
  }
}
