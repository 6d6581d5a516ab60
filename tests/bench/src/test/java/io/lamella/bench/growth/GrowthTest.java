package io.lamella.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthTest {
  @TempDir Path temp;

  @Test
  void tenChangesReadAndWriteTheSameHoweverManyEntriesThereAre() throws IOException {
    // When
    List<JsonNode> lines = measured(List.of(20_000, 200_000));

    // Then: some leaves and what is above them; ten leaves are shorter than one entry in ten
    JsonNode large = lines.get(1);
    assertThat(lines.get(0).path("entries").asInt()).isEqualTo(20_000);
    assertThat(large.path("totalsOf").asInt()).isEqualTo(200_000);
    assertThat(large.path("listed").asInt()).isEqualTo(1000);
    for (String bytes : List.of("tenWritten", "tenRead", "diffRead", "listRead")) {
      assertThat(large.path(bytes).asLong())
          .as(bytes)
          .isPositive()
          .isLessThan(400_000)
          .isLessThan(3 * lines.get(0).path(bytes).asLong());
    }
  }

  private List<JsonNode> measured(List<Integer> sizes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Site site = new Site(temp, new PrintStream(out, true, StandardCharsets.UTF_8))) {
      new EntriesGrowth().measure(sizes, site);
    }
    try (Stream<String> lines = out.toString(StandardCharsets.UTF_8).lines()) {
      ObjectMapper json = new ObjectMapper();
      return lines.<JsonNode>map(line -> read(json, line)).toList();
    }
  }

  private static JsonNode read(ObjectMapper json, String line) {
    try {
      return json.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
