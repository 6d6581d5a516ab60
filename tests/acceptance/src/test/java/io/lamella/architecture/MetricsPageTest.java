package io.lamella.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured, and what the page, the alerts and the dashboard say of it. */
class MetricsPageTest {
  private static final Path TOP = Path.of("../..");
  private static final String PAGE = "docs/operations.md";
  private static final String ALERTS = "k8s/components/monitoring/alerts.yaml";
  private static final List<String> MODULES =
      List.of("service-kit", "metadata-service", "upload-service", "cache-service");
  private static final Pattern METER = Pattern.compile("\"(lamella(?:\\.[a-z]+)+)\"");
  private static final Pattern TOLD = Pattern.compile("\\blamella(?:_[a-z]+)+\\b");
  private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");
  private static final Pattern RUNBOOK = Pattern.compile("### (\\w+)");

  /** What Prometheus hangs on to the names of meters. */
  private static final Pattern UNITS =
      Pattern.compile("(_bytes|_seconds)?(_total|_count|_sum|_max)?$");

  @Test
  void thePageHasEveryMetricAndNoOther() throws IOException {
    assertThat(told(PAGE)).isEqualTo(measured());
  }

  @ParameterizedTest
  @ValueSource(strings = {ALERTS, "deploy/dashboards/lamella.json"})
  void whatIsLookedAtIsMeasured(String file) throws IOException {
    assertThat(measured()).containsAll(told(file));
  }

  @Test
  void everyAlertHasItsRunbook() throws IOException {
    assertThat(found(RUNBOOK, PAGE)).isEqualTo(found(ALERT, ALERTS)).isNotEmpty();
  }

  /** Names of meters in the classes that make some, without their units. */
  private static Set<String> measured() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(TOP.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String source = Files.readString(file);
          if (source.contains("import io.micrometer.core.instrument.MeterRegistry;")) {
            METER
                .matcher(source)
                .results()
                .map(meter -> bare(meter.group(1).replace('.', '_')))
                .forEach(names::add);
          }
        }
      }
    }
    assertThat(names).isNotEmpty();
    return names;
  }

  private static Set<String> told(String file) throws IOException {
    return TOLD.matcher(Files.readString(TOP.resolve(file)))
        .results()
        .map(name -> bare(name.group()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String bare(String name) {
    return UNITS.matcher(name).replaceFirst("");
  }

  private static Set<String> found(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(TOP.resolve(file)))
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
