package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says of versions that are there, and how it gets them. */
class LookingIT {
  @TempDir static Path shared;
  private static Machine laptop;
  private static Door door;
  private static String first;
  private static String second;
  private static String third;

  @BeforeAll
  static void versions() throws Exception {
    laptop = new Machine(shared.resolve("laptop"), Stack.shared().url());
    door = new Door(Stack.shared().url());
    Door.Version one = door.create("look", "frames", List.of());
    for (String path : List.of("kept.txt", "old-name.txt", "changed.txt", "deep/gone.jpg")) {
      door.put(one, path, "content of " + path);
    }
    door.close(one);
    Door.Version two = door.create("look", "frames", List.of(one.id()));
    door.put(two, "changed.txt", "otherwise");
    door.put(two, "new.jpg", "new");
    door.put(two, "new-name.txt", "content of old-name.txt");
    door.remove(two, "old-name.txt");
    door.remove(two, "deep/gone.jpg");
    door.close(two);
    Door.Version three = door.create("look", "frames", List.of(two.id()));
    door.put(three, "changed.txt", "a third time");
    door.close(three);
    first = one.id();
    second = two.id();
    third = three.id();
  }

  private static List<String> lines(String field, String... command) {
    return laptop.lamella(command).expect(0).lines().stream()
        .map(line -> line.path(field).asText())
        .toList();
  }

  @Test
  void listSaysWhatAVersionHoldsAndWhatItChanged() {
    List<JsonNode> changes = laptop.lamella("list", second, "--modified").expect(0).lines();

    assertThat(changes)
        .extracting(line -> line.path("change").asText() + " " + line.path("path").asText())
        .containsExactlyInAnyOrder(
            "modified changed.txt",
            "removed deep/gone.jpg",
            "added new-name.txt",
            "added new.jpg",
            "removed old-name.txt");
    assertThat(lines("path", "list", second, "--only", "added"))
        .containsExactly("new-name.txt", "new.jpg");
    assertThat(lines("path", "list", first, "--filter", "*.jpg")).containsExactly("deep/gone.jpg");
    assertThat(lines("path", "list", third))
        .containsExactly("changed.txt", "kept.txt", "new-name.txt", "new.jpg");
  }

  @Test
  void compareNamesWhatDiffersAndItsExitCodeSaysWhetherAnythingDoes() throws Exception {
    Door.Version other = door.create("look", "other", List.of());
    door.put(other, "kept.txt", "content of kept.txt");
    door.close(other);

    List<JsonNode> differences = laptop.lamella("compare", first, second).expect(0).lines();
    laptop.lamella("compare", first, second, "--exit-code").expect(1);
    laptop.lamella("diff", second, second, "--exit-code").expect(0);
    List<JsonNode> elsewhere =
        laptop.lamella("compare", "--source", third, "--target", "look/other").expect(0).lines();

    assertThat(differences.subList(0, differences.size() - 1))
        .extracting(line -> line.path("change").asText() + " " + line.path("path").asText())
        .containsExactlyInAnyOrder(
            "modified changed.txt",
            "removed deep/gone.jpg",
            "added new.jpg",
            "renamed new-name.txt");
    JsonNode summary = differences.get(differences.size() - 1).path("summary");
    assertThat(summary.path("renamed").asInt()).isEqualTo(1);
    assertThat(elsewhere.get(elsewhere.size() - 1).path("summary").path("removed").asInt())
        .isEqualTo(3);
  }

  @Test
  void logAndLineageTellWhereAVersionComesFromAndWhatBecameOfIt() {
    assertThat(lines("id", "log", "look/frames")).containsExactly(third, second, first);
    assertThat(lines("id", "log", third, "-n", "1")).containsExactly(third, second);
    assertThat(lines("id", "log", "look/frames", "--", "changed.txt"))
        .containsExactly(third, second, first);
    assertThat(lines("id", "log", "look/frames", "--", "new.jpg")).containsExactly(second);
    assertThat(lines("id", "lineage", first, "--down")).containsExactly(first, second, third);
    assertThat(lines("id", "lineage", first, "--down", "--depth", "1"))
        .containsExactly(first, second);
    assertThat(laptop.run("show", second).path("children").get(0).asText()).isEqualTo(third);
  }

  @Test
  void aFolderOfTheRightSizesPassesOnlyTheQuickCheck() throws IOException {
    Path copy = shared.resolve("checked");
    laptop.run("get", third, "--copy", copy.toString());
    Files.writeString(copy.resolve("kept.txt"), "CONTENT OF kept.txt");

    Finished quick = laptop.lamella("verify", third, "--folder", copy.toString(), "--filesize");
    Finished whole = laptop.lamella("verify", third, "--folder", copy.toString());

    quick.expect(0);
    assertThat(whole.expect(1).lines().get(0).path("path").asText()).isEqualTo("kept.txt");
  }

  @Test
  void aFolderIsBroughtToAnotherVersionAndMyChangesInItReachNobodyElse() throws IOException {
    // Given
    Path copy = shared.resolve("mine");
    laptop.run("get", first, "--copy", copy.toString());
    Files.writeString(copy.resolve("kept.txt"), "mine");
    Files.writeString(copy.resolve("extra.txt"), "extra");
    laptop.lamella("get", third, "--copy", copy.toString()).expect(2);

    // When
    laptop.run("get", third, "--copy", copy.toString(), "--overwrite");

    // Then
    assertThat(Folders.texts(copy))
        .containsEntry("kept.txt", "content of kept.txt")
        .containsEntry("changed.txt", "a third time")
        .hasSize(4);
    Path sharedCopy = Path.of(laptop.run("get", first).path("path").asText());
    assertThat(sharedCopy.resolve("kept.txt")).hasContent("content of kept.txt");
    laptop.lamella("verify", first, "--folder", sharedCopy.toString()).expect(0);
  }

  @Test
  void aPinnedCopyStaysWhateverIsPruned() throws IOException {
    Machine pod = new Machine(shared.resolve("pod"), Stack.shared().url());
    Path copy = Path.of(pod.run("get", second).path("path").asText());
    pod.run("cache", "pin", second);

    pod.lamella("cache", "prune", "--all").expect(0);
    boolean stayed = Files.exists(copy);
    pod.run("cache", "unpin", second);
    pod.lamella("cache", "prune", "--all").expect(0);

    assertThat(stayed).isTrue();
    assertThat(copy).doesNotExist();
  }

  @Test
  void aQuietCommandSaysNothingAndNoneShowsProgressInAPipe() throws IOException {
    Path source = Files.createDirectories(shared.resolve("quiet"));
    Files.writeString(source.resolve("a.txt"), "a");
    Files.setLastModifiedTime(source.resolve("a.txt"), FileTime.fromMillis(1));

    Finished quiet = laptop.people("sync", "look/quiet", "--folder", source.toString(), "--quiet");
    Finished spoken = laptop.people("sync", "look/spoken", "--folder", source.toString());

    assertThat(quiet.expect(0).out() + quiet.err()).isEmpty();
    assertThat(spoken.expect(0).out()).contains("look/spoken@1.0.0");
    assertThat(spoken.err()).isEmpty();
  }

  @Test
  void aSquashLeftOpenTakesMoreAndALayeredOneBringsDeletionsBack() throws Exception {
    // When
    JsonNode open =
        laptop.run("squash", "--name", "open", "--draft", "--tags", "flat", "--ids", first, third);
    laptop.run("remove", "kept.txt");
    JsonNode closed = laptop.run("close");
    JsonNode layered =
        laptop.run("squash", "--name", "layered", "--merge", "layered", "--ids", third, first);

    // Then
    assertThat(open.path("state").asText()).isEqualTo("UPLOADING");
    assertThat(closed.path("files").asInt()).isEqualTo(3);
    assertThat(laptop.run("show", "look/open@flat").path("parents")).isEmpty();
    assertThat(lines("path", "list", layered.path("id").asText()))
        .containsExactly(
            "changed.txt", "deep/gone.jpg", "kept.txt", "new-name.txt", "new.jpg", "old-name.txt");
  }

  @Test
  void aVersionLiesInTheStoreItNamesAndItsParentsWhereTheyAre() throws IOException {
    // Given
    URI store = Stack.shared().otherStore();
    Path source = Files.createDirectories(shared.resolve("big"));
    Folders.random(source.resolve("big.bin"), 1 << 20, 5);

    // When
    laptop.run(
        "create",
        "--project",
        "elsewhere",
        "--name",
        "child",
        "--parents",
        third,
        "--storage",
        store.toString());
    laptop.run("add", source.toString());
    laptop.run("close");
    Path copy = Path.of(laptop.run("get", "elsewhere/child").path("path").asText());

    // Then
    assertThat(laptop.run("show", "elsewhere/child").path("storage").asText())
        .isEqualTo(store.toString());
    assertThat(laptop.run("show", third).path("storage").asText()).isNotEqualTo(store.toString());
    assertThat(Folders.content(Path.of(store))).isNotEmpty();
    assertThat(copy.resolve("kept.txt")).hasContent("content of kept.txt");
    assertThat(Folders.sha256(copy.resolve("big.bin")))
        .isEqualTo(Folders.sha256(source.resolve("big.bin")));
  }
}
