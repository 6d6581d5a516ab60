package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of versions and datasets once they are finished. */
class LifeIT {
  @TempDir Path folder;
  private Machine laptop;

  @BeforeEach
  void machine() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
  }

  /** A version whose only file holds its own content. */
  private String version(String reference, String content) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("a.txt"), content);
    return laptop.run("sync", reference, "--folder", source.toString()).path("id").asText();
  }

  @Test
  void whatIsDeletedComesBackWithEveryByte() throws IOException {
    // Given
    String first = version("life/trash", "one");
    String second = version("life/trash", "two");

    // When
    JsonNode deleted = laptop.run("delete", "life/trash@1.0.0", "--cascade");

    // Then
    assertThat(ids(deleted.path("deleted"))).containsExactly(first, second);
    assertThat(deleted.path("until").asText()).isNotEmpty();
    laptop.lamella("get", "life/trash").expect(3);
    laptop.lamella("get", second).expect(4);
    assertThat(laptop.run("show", second).path("trash").path("until"))
        .isEqualTo(deleted.path("until"));
    assertThat(laptop.lamella("search", "--trash", "--project", "life").expect(0).lines())
        .extracting(line -> line.path("id").asText())
        .contains(first, second);
    Finished refused = laptop.lamella("restore", "life/trash@1.0.1").expect(4);
    assertThat(refused.problem().path("detail").asText()).contains("life/trash@1.0.0");
    JsonNode restored = laptop.run("restore", "life/trash@1.0.1", "--cascade");
    assertThat(ids(restored.path("restored"))).containsExactly(first, second);
    String copy = laptop.run("get", "life/trash").path("path").asText();
    assertThat(Path.of(copy, "a.txt")).hasContent("two");
  }

  @Test
  void whatIsDeletedNowIsGone() throws IOException {
    String id = version("life/now", "one");

    laptop.lamella("delete", id, "--now").expect(2);
    laptop.run("delete", id, "--now", "--yes");

    laptop.lamella("show", id).expect(3);
  }

  @Test
  void aDraftComesBackWithWhatWasAdded() throws IOException {
    Path source = Files.createDirectories(folder.resolve("draft"));
    Files.writeString(source.resolve("a.txt"), "kept");
    String id = laptop.run("create", "--project", "life", "--name", "draft").path("id").asText();
    laptop.run("add", "--files", source.toString());
    laptop.run("delete", id);

    laptop.run("restore", id);
    laptop.run("resume", id);
    laptop.run("close", "--id", id);

    String copy = laptop.run("get", "life/draft").path("path").asText();
    assertThat(Path.of(copy, "a.txt")).hasContent("kept");
  }

  @Test
  void namesChangeAndNothingElse() throws IOException {
    // Given
    String id = version("life/names/before", "named");
    version("life/names/taken", "other");

    // When
    laptop.run("rename", "life/names/before", "after");
    Finished refused = laptop.lamella("rename", "life/names/after", "taken").expect(4);
    JsonNode moved = laptop.run("move", "life/names/after", "life/moved");
    laptop.run("rename", "--project", "life/moved", "settled");

    // Then
    assertThat(refused.problem().path("code").asText()).isEqualTo("name-taken");
    assertThat(moved.path("project").asText()).isEqualTo("life/moved");
    laptop.lamella("show", "life/names/before").expect(3);
    assertThat(laptop.run("show", "life/settled/after@1.0.0").path("id").asText()).isEqualTo(id);
    String copy = laptop.run("get", id).path("path").asText();
    assertThat(Path.of(copy, "a.txt")).hasContent("named");
  }

  @Test
  void aMovedTagIsOnOneVersion() throws IOException {
    version("life/tags", "one");
    laptop.run("tag", "life/tags@1.0.0", "--add", "prod");
    String second = version("life/tags", "two");

    laptop.run("tag", "life/tags@1.0.1", "--move", "prod");

    assertThat(laptop.lamella("search", "--project", "life", "--tags", "prod").lines())
        .extracting(line -> line.path("id").asText())
        .containsExactly(second);
  }

  private static List<String> ids(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
