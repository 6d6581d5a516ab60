package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How versions are found, hidden and deleted from the command line. */
class FindingIT {
  @TempDir Path folder;
  private Machine laptop;
  private Door door;

  @BeforeEach
  void machine() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    door = new Door(Stack.shared().url());
  }

  private String version(String project, String name) throws Exception {
    Door.Version made = door.create(project, name, List.of());
    door.put(made, "a.txt", project + name);
    door.close(made);
    return made.id();
  }

  private List<String> found(String... search) {
    return laptop.lamella(search).expect(0).lines().stream()
        .map(line -> line.path("id").asText())
        .toList();
  }

  @Test
  void searchNarrowsByAllThatItIsTold() throws Exception {
    // Given
    String top = version("find", "frames-north");
    String below = version("find/raw", "frames-south");
    String draft = door.create("find", "frames-north", List.of()).id();
    laptop.run("tag", below, "--add", "gold");

    // When
    List<String> partial = found("search", "--project", "find", "--name", "frames");
    List<String> here =
        found("search", "--project", "find", "--non-recursive-project-search", "--name", "frames");
    List<String> all = found("search", "--project", "find", "--not-only-completed");
    List<String> drafts = found("search", "--project", "find", "--states", "UPLOADING");
    List<String> ids = found("search", "--ids", top, below, "--tags", "gold");
    List<JsonNode> datasets =
        laptop.lamella("search", "--project", "find", "--datasets").expect(0).lines();

    // Then
    assertThat(partial).containsExactlyInAnyOrder(top, below);
    assertThat(here).containsExactly(top);
    assertThat(all).containsExactlyInAnyOrder(top, below, draft);
    assertThat(drafts).containsExactly(draft);
    assertThat(ids).containsExactly(below);
    assertThat(datasets)
        .extracting(line -> line.path("project").asText() + "/" + line.path("name").asText())
        .containsExactly("find/frames-north", "find/raw/frames-south");
  }

  @Test
  void aNameThatSeveralDatasetsHaveIsRefusedWithTheirNames() throws Exception {
    version("find/left", "twin");
    String right = version("find/right", "twin");

    Finished ambiguous = laptop.lamella("show", "--name", "twin").expect(4);
    JsonNode one = laptop.run("show", "--name", "twin", "--project", "find/right");

    assertThat(ambiguous.problem().path("detail").asText())
        .contains("find/left/twin", "find/right/twin");
    assertThat(one.path("id").asText()).isEqualTo(right);
  }

  @Test
  void anArchivedDatasetIsHiddenFromNamesAndThereByItsId() throws Exception {
    String id = version("find", "hidden");

    laptop.run("archive", "find/hidden", "--entire-dataset");

    laptop.lamella("show", "find/hidden").expect(3);
    assertThat(found("search", "--project", "find", "--name", "hidden")).isEmpty();
    assertThat(found("search", "--project", "find", "--name", "hidden", "--include-archived"))
        .containsExactly(id);
    assertThat(laptop.run("get", id).path("files").asInt()).isEqualTo(1);
    laptop.run("unarchive", "find/hidden", "--entire-dataset");
    assertThat(laptop.run("show", "find/hidden").path("id").asText()).isEqualTo(id);
  }

  @Test
  void deleteTakesJustWhatIsMeant() throws Exception {
    // Given
    String first = version("find", "deleted");
    String second = version("find", "deleted");
    laptop.run("publish", second);

    // When
    JsonNode would = laptop.run("delete", first, "--dry-run");
    JsonNode did =
        laptop.run("delete", "--project", "find", "--name", "deleted", "--version", "1.0.0");
    Finished published = laptop.lamella("delete", second).expect(4);
    laptop.lamella("delete", "find/deleted", "--entire-dataset").expect(2);

    // Then
    assertThat(would.path("deleted")).isEqualTo(did.path("deleted"));
    assertThat(did.path("deleted")).extracting(JsonNode::asText).containsExactly(first);
    assertThat(published.problem().path("detail").asText()).contains("find/deleted@1.0.1");
    assertThat(laptop.run("show", "find/deleted@published").path("id").asText()).isEqualTo(second);
    JsonNode forced = laptop.run("delete", second, "--force");
    assertThat(forced.path("deleted")).extracting(JsonNode::asText).containsExactly(second);
    laptop.lamella("show", "find/deleted").expect(3);
  }
}
