package io.lamella.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A very small run over the packaged stack: it shows that it runs, and nothing about speed. */
class BenchIT {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent().getParent();

  @TempDir private Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void measuresThePackagedStackAndTidiesUp() throws Exception {
    // Given
    Path work = folder.resolve("work");
    Path json = folder.resolve("results.json");
    Path said = folder.resolve("said.txt");

    // When
    Process bench =
        new ProcessBuilder(
                TOP.resolve("lamella").toString(),
                "bench",
                "small-in",
                "small-out",
                "child",
                "--scale",
                "0.01",
                "--rounds",
                "1",
                "--work",
                work.toString(),
                "--json",
                json.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int exit = exitOf(bench);

    // Then
    assertThat(exit).as(Files.readString(said)).isZero();
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    JsonNode benchmarks = report.path("benchmarks");
    assertThat(rows(benchmarks).keySet())
        .containsExactly("small-in", "small-out", "child-in", "child-out");
    for (JsonNode row : rows(benchmarks).values()) {
      JsonNode ours = row.path("tools").path(0);
      assertThat(ours.path("name").asText()).isEqualTo("lamella");
      assertThat(ours.path("rounds")).hasSize(1);
      assertThat(ours.path("seconds").path("median").asDouble()).isPositive();
    }
    JsonNode in = rows(benchmarks).get("child-in").path("tools").path(0).path("bytes");
    assertThat(in.path("sent").asLong())
        .as("a child sends what is new, and not all")
        .isBetween(1L, in.path("parent").asLong() / 2);
    assertThat(isEmpty(work)).as("nothing is left in " + work).isTrue();
  }

  /** When this is interrupted, the run stops what it started before it ends. */
  private static int exitOf(Process bench) throws InterruptedException {
    try {
      return bench.waitFor();
    } finally {
      bench.destroy();
    }
  }

  /** All rows by their names. */
  private static Map<String, JsonNode> rows(JsonNode benchmarks) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    for (JsonNode rows : benchmarks.findValues("rows")) {
      rows.forEach(row -> named.put(row.path("name").asText(), row));
    }
    return named;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }
}
