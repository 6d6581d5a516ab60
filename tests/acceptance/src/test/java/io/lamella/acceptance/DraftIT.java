package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a version is made, step by step, from the command line. */
class DraftIT {
  @TempDir Path folder;
  private Machine laptop;
  private Path source;

  @BeforeEach
  void machine() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    source = Files.createDirectories(folder.resolve("source"));
  }

  private Path file(String path) throws IOException {
    Path file = source.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "content of " + path);
  }

  private List<String> paths(String... list) {
    return laptop.lamella(list).expect(0).lines().stream()
        .map(line -> line.path("path").asText())
        .toList();
  }

  @Test
  void addTakesWhatIsChosen() throws IOException {
    // Given
    for (String path :
        List.of(
            "a.jpg",
            "b.jpg",
            ".hidden.jpg",
            "notes.txt",
            "deep/c.jpg",
            "tmp/d.jpg",
            ".lamella/version")) {
      file(path);
    }
    Files.writeString(source.resolve(".lamellaignore"), "tmp/\n");
    Path outside = Files.writeString(folder.resolve("outside.jpg"), "outside");
    Files.createSymbolicLink(source.resolve("out.jpg"), outside);
    Files.createSymbolicLink(source.resolve("in.jpg"), Path.of("a.jpg"));
    laptop.run("create", "--project", "draft", "--name", "chosen");
    String[] add = {
      "add",
      "--files",
      source.toString(),
      "--include",
      "*.jpg",
      "--exclude",
      "b*",
      "--dataset-folder",
      "raw",
      "--max-workers",
      "2",
      "--dry-run"
    };

    // When
    JsonNode would = laptop.run(add);
    List<String> before = paths("list");
    add[add.length - 1] = "--verbose";
    JsonNode added = laptop.run(add);
    laptop.run("add", "--files", source.toString(), "--wildcard", "*.txt", "--non-recursive");
    laptop.run(
        "add",
        "--files",
        source.resolve("deep/c.jpg").toString(),
        "--base-folder",
        source.toString());

    // Then
    assertThat(before).isEmpty();
    assertThat(would.path("added").asInt()).isEqualTo(added.path("added").asInt()).isEqualTo(5);
    List<JsonNode> listed = laptop.lamella("list").expect(0).lines();
    assertThat(listed)
        .extracting(line -> line.path("kind").asText() + " " + line.path("path").asText())
        .containsExactlyInAnyOrder(
            "file raw/.hidden.jpg",
            "file raw/a.jpg",
            "file raw/deep/c.jpg",
            "file raw/out.jpg",
            "symlink raw/in.jpg",
            "file notes.txt",
            "file deep/c.jpg");
  }

  @Test
  void removeTakesPatternsThatMeanWhatTheySay() throws IOException {
    // Given
    for (String path :
        List.of("a.tmp", "deep/b.tmp", "deep/er/c.tmp", "deep/keep.txt", "logs/1", "logs/old/2")) {
      file(path);
    }
    laptop.run("create", "--project", "draft", "--name", "removed");
    laptop.run("add", source.toString());

    // When
    JsonNode would = laptop.run("remove", "**/*.tmp", "--dry-run");
    JsonNode top = laptop.run("remove", "*.tmp");
    JsonNode direct = laptop.run("remove", "logs/", "--non-recursive");
    List<String> left = paths("list");
    JsonNode anywhere = laptop.run("remove", "--wildcard", "*.tmp");

    // Then
    assertThat(would.path("removed").asInt()).isEqualTo(3);
    assertThat(top.path("removed").asInt()).isEqualTo(1);
    assertThat(direct.path("removed").asInt()).isEqualTo(1);
    assertThat(left)
        .containsExactlyInAnyOrder("deep/b.tmp", "deep/er/c.tmp", "deep/keep.txt", "logs/old/2");
    assertThat(anywhere.path("removed").asInt()).isEqualTo(2);
    assertThat(paths("list")).containsExactlyInAnyOrder("deep/keep.txt", "logs/old/2");
    laptop.lamella("remove", "nothing.txt").expect(3);
  }

  @Test
  void createSaysWhatMadeItAndTakesItsPlaceFromItsParent() {
    // Given
    String first =
        laptop
            .run("create", "--project", "draft/made", "--name", "frames", "--description", "north")
            .path("id")
            .asText();
    Finished early = laptop.lamella("create", "--parents", first).expect(4);
    laptop.run("close", "--id", first);

    // When
    JsonNode child =
        laptop
            .lamella(
                Map.of("GITHUB_ACTIONS", "true", "GITHUB_RUN_ID", "77", "GITHUB_RUN_ATTEMPT", "1"),
                "create",
                "--parents",
                first,
                "--tags",
                "nightly",
                "eu",
                "-m",
                "more frames")
            .expect(0)
            .json();
    JsonNode shown = laptop.run("show");

    // Then
    assertThat(early.problem().path("detail").asText()).contains("draft/made/frames@1.0.0");
    assertThat(child.path("project").asText()).isEqualTo("draft/made");
    assertThat(child.path("name").asText()).isEqualTo("frames");
    assertThat(child.path("number").asText()).isEqualTo("1.0.1");
    assertThat(shown.path("id")).isEqualTo(child.path("id"));
    assertThat(shown.path("message").asText()).isEqualTo("more frames");
    assertThat(shown.path("tags")).extracting(JsonNode::asText).containsExactly("eu", "nightly");
    JsonNode maker = shown.path("producedBy");
    assertThat(maker.path("run").asText()).contains("77");
    assertThat(maker.path("host").asText()).isNotEmpty();
    assertThat(maker.path("command").asText()).contains("create");
    assertThat(laptop.run("show", first).path("description").asText()).isEqualTo("north");
  }

  @Test
  void closePrintsTheOperationOrWaitsAndLeavesNoCurrentVersion() throws IOException {
    file("a.txt");
    laptop.run("create", "--project", "draft", "--name", "closed");
    laptop.run("add", source.toString());

    JsonNode begun = laptop.run("close", "--no-wait");
    laptop.awaitFinal(begun.path("id").asText());
    JsonNode again = laptop.run("close", "--id", begun.path("id").asText());

    assertThat(begun.path("operation").asText()).isNotEmpty();
    assertThat(again.path("state").asText()).isEqualTo("FINAL");
    assertThat(again.path("files").asInt()).isEqualTo(1);
    laptop.lamella("status").expect(2);
    Finished moved =
        laptop.lamella("close", "--id", begun.path("id").asText(), "--storage", "file:/no");
    assertThat(moved.expect(2).problem().path("detail").asText()).contains("storage migrate");
  }

  @Test
  void whatWasGivenUpTakesNothingUntilItIsResumed() throws IOException {
    file("a.txt");
    String id = laptop.run("create", "--project", "draft", "--name", "up").path("id").asText();
    laptop.run("add", source.toString());
    JsonNode status = laptop.run("status");
    JsonNode aborted = laptop.run("abort");

    Finished refused = laptop.lamella("add", "--id", id, "--files", source.toString()).expect(4);
    laptop.run("abort", "--id", id);
    JsonNode resumed = laptop.run("resume", id);
    JsonNode uploaded = laptop.run("upload", "--id", id);
    JsonNode closed = laptop.run("close", "--id", id);

    assertThat(status.path("pending").asInt()).isEqualTo(1);
    assertThat(status.path("sealing").asBoolean()).isFalse();
    assertThat(aborted.path("state").asText()).isEqualTo("ABORTED");
    assertThat(refused.problem().path("detail").asText()).contains("resume");
    assertThat(resumed.path("state").asText()).isEqualTo("UPLOADING");
    assertThat(uploaded.path("files").asInt()).isEqualTo(1);
    assertThat(closed.path("files").asInt()).isEqualTo(1);
  }

  @Test
  void numbersFollowEachOtherAndStrangeOnesSortBelow() {
    // Given
    Finished strange =
        laptop
            .lamella("create", "--project", "draft", "--name", "numbers", "--version", "first-cut")
            .expect(0);
    laptop.run("close", "--id", strange.json().path("id").asText());

    // When
    String first = number("create", "--project", "draft", "--name", "numbers");
    String chosen =
        number("create", "--project", "draft", "--name", "numbers", "--version", "2.1rc1");
    Finished taken =
        laptop.lamella("create", "--project", "draft", "--name", "numbers", "--version", "2.1rc1");
    String next = number("create", "--project", "draft", "--name", "numbers");

    // Then
    assertThat(strange.err()).contains("first-cut");
    assertThat(first).isEqualTo("1.0.0");
    assertThat(chosen).isEqualTo("2.1rc1");
    assertThat(taken.expect(4).problem().path("code").asText()).isEqualTo("number-taken");
    assertThat(next).isEqualTo("2.1rc2");
    assertThat(laptop.run("show", "draft/numbers").path("number").asText()).isEqualTo(next);
  }

  private String number(String... create) {
    JsonNode made = laptop.run(create);
    laptop.run("close", "--id", made.path("id").asText());
    return made.path("number").asText();
  }

  @Test
  void whatDoesNotCountAsAChangeMakesNoVersion() throws IOException {
    // Given
    Path touched = file("touched.txt");
    Path executable = file("run.sh");
    String[] sync = {"sync", "draft/times", "--folder", source.toString()};
    laptop.run(sync);
    Files.setLastModifiedTime(touched, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
    assertThat(touched.toFile().setWritable(false, false)).isTrue();

    // When
    JsonNode same = laptop.run(sync);
    assertThat(executable.toFile().setExecutable(true, false)).isTrue();
    JsonNode other = laptop.run(sync);
    Path copy = folder.resolve("copy");
    laptop.run("get", "draft/times", "--copy", copy.toString());

    // Then
    assertThat(same.path("created").asBoolean()).isFalse();
    assertThat(other.path("created").asBoolean()).isTrue();
    assertThat(other.path("modified").asInt()).isEqualTo(1);
    assertThat(copy.resolve("run.sh")).isExecutable();
    assertThat(Files.getLastModifiedTime(copy.resolve("run.sh")))
        .isEqualTo(Files.getLastModifiedTime(executable));
  }
}
