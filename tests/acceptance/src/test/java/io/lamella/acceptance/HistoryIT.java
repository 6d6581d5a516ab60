package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of versions over time, and which of them stay. */
class HistoryIT {
  @TempDir Path folder;
  private Machine laptop;

  @BeforeEach
  void machine() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
  }

  @Test
  void whoChangedWhatIsKeptAndFound() throws IOException {
    // Given
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("a.txt"), "content");
    Path schema = Files.writeString(folder.resolve("schema.json"), "{\"columns\": [\"a\", \"b\"]}");
    String id =
        laptop.run("sync", "history/log", "--folder", source.toString()).path("id").asText();

    // When
    laptop.run("metadata", "set", "--id", id, "data", "--file", schema.toString());
    laptop.run("tag", id, "--add", "golden");

    // Then
    List<JsonNode> log = laptop.lamella("metadata", "log", "history/log").expect(0).lines();
    assertThat(log).hasSize(2);
    assertThat(log.get(0).path("changes").get(0).path("key").asText()).isEqualTo("golden");
    JsonNode first = log.get(1);
    assertThat(first.path("by").asText()).isEqualTo("local");
    assertThat(first.path("at").asText()).isNotEmpty();
    assertThat(first.path("changes").get(0).path("field").asText()).isEqualTo("metadata");
    assertThat(first.path("changes").get(0).path("key").asText()).isEqualTo("data");
    assertThat(first.path("changes").get(0).path("change").asText()).isEqualTo("added");
    assertThat(first.path("changes").get(0).path("after").path("columns")).hasSize(2);
    assertThat(
            laptop
                .lamella(
                    "search", "--metadata", "data={\"columns\": [\"b\"]}", "--created-by", "local")
                .expect(0)
                .lines())
        .extracting(line -> line.path("id").asText())
        .containsExactly(id);
  }

  @Test
  void whatTheRuleDoesNotKeepGoesIntoTheTrash() throws IOException {
    // Given
    String first = version();
    String second = version();
    laptop.run("cleanup", "set", "history/rule", "--keep-last", "1");

    // When
    JsonNode would = laptop.run("cleanup", "run", "history/rule", "--dry-run");
    JsonNode did = laptop.run("cleanup", "run", "history/rule");

    // Then
    assertThat(would.path("deleted")).hasSize(1);
    assertThat(would.path("until").isNull()).isTrue();
    assertThat(did.path("deleted").get(0).asText()).isEqualTo(first);
    assertThat(did.path("deleted")).isEqualTo(would.path("deleted"));
    assertThat(laptop.run("show", first).path("trash").path("until")).isEqualTo(did.path("until"));
    assertThat(laptop.run("show", "history/rule").path("id").asText()).isEqualTo(second);
  }

  /** A version that builds on nothing. */
  private String version() throws IOException {
    String id = laptop.run("create", "--project", "history", "--name", "rule").path("id").asText();
    laptop.run("close", "--id", id);
    return id;
  }
}
