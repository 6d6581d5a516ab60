package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of several parents, and one that squashes several. */
class MergeIT {
  @TempDir Path folder;

  private final Door door = new Door(Stack.shared().url());

  @Test
  void aDeletionInOneParentHoldsAndConflictsAreCountedNamedAndDecided() throws Exception {
    // Given
    String base = version("conflicts", List.of(), Map.of("same", "s", "both", "b", "gone", "g"));
    String left = version("conflicts", List.of(base), Map.of("both", "left", "left", "l"));
    Door.Version draft = door.create("merge", "conflicts", List.of(base));
    door.put(draft, "both", "right");
    door.remove(draft, "gone");
    door.close(draft);
    Machine laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    Path own = Files.writeString(folder.resolve("own"), "o");

    // When
    Finished refused =
        laptop.lamella("create", "--on-conflict", "fail", "--parents", left, draft.id());
    Finished made = laptop.lamella("create", "--parents", left, draft.id()).expect(0);
    JsonNode status = laptop.run("status");
    laptop.run("add", "--files", own.toString());
    JsonNode closed = laptop.run("close");
    JsonNode shown = laptop.run("show", "--conflicts", "merge/conflicts");
    laptop.run("get", "merge/conflicts", "--copy", folder.resolve("copy").toString());

    // Then
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.problem().path("code").asText()).isEqualTo("merge-conflict");
    assertThat(refused.problem().path("detail").asText()).contains("both");
    assertThat(made.json().path("number").asText()).isEqualTo("1.0.4");
    assertThat(made.err()).contains("1 conflict");
    assertThat(status.path("conflicts").asLong()).isEqualTo(1);
    assertThat(shown.path("digest")).isEqualTo(closed.path("digest"));
    assertThat(shown.path("conflicts").asLong()).isEqualTo(1);
    assertThat(shown.path("conflictPaths")).hasToString("[\"both\"]");
    assertThat(shown.path("parents")).hasSize(2);
    assertThat(Folders.texts(folder.resolve("copy")))
        .isEqualTo(Map.of("same", "s", "both", "right", "left", "l", "own", "o"));
  }

  @Test
  void aSquashKeepsDeletionsDeletedAndOutlivesItsSources() throws Exception {
    // Given
    String first = version("line", List.of(), Map.of("kept", "k", "deleted", "d"));
    Door.Version draft = door.create("merge", "line", List.of(first));
    door.remove(draft, "deleted");
    door.put(draft, "more", "m");
    door.close(draft);
    String other = version("other", List.of(), Map.of("other/file", "x"));
    Machine laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());

    // When
    JsonNode squashed =
        laptop.run("squash", "--name", "flat", "--ids", first, "merge/line", "merge/other");
    laptop.run("delete", draft.id());
    laptop.run("delete", first);
    laptop.run("delete", other);
    JsonNode shown = laptop.run("show", "merge/flat");
    laptop.run("get", "merge/flat", "--copy", folder.resolve("copy").toString());

    // Then
    assertThat(squashed.path("state").asText()).isEqualTo("FINAL");
    assertThat(shown.path("parents")).isEmpty();
    assertThat(shown.path("storedBytes").asLong()).as("segments only").isLessThan(4096);
    assertThat(Folders.texts(folder.resolve("copy")))
        .isEqualTo(Map.of("kept", "k", "more", "m", "other/file", "x"));
  }

  @Test
  void tenDiamondsComeBackWhole() throws Exception {
    // Given
    Map<String, String> content = new TreeMap<>(Map.of("top", "t"));
    String last = version("diamonds", List.of(), content);
    for (int i = 0; i < 10; i++) {
      String left = version("diamonds", List.of(last), Map.of("left-" + i, "l", "both", "l" + i));
      String right = version("diamonds", List.of(last), Map.of("right-" + i, "r", "both", "r" + i));
      last = version("diamonds", List.of(left, right), Map.of("bottom-" + i, "b"));
      content.putAll(
          Map.of("left-" + i, "l", "right-" + i, "r", "bottom-" + i, "b", "both", "r" + i));
    }
    Machine pod = new Machine(folder.resolve("pod"), Stack.shared().url());

    // When
    pod.run("get", "merge/diamonds", "--copy", folder.resolve("copy").toString());
    List<JsonNode> log = pod.lamella("log", "merge/diamonds").expect(0).lines();

    // Then
    assertThat(Folders.texts(folder.resolve("copy"))).isEqualTo(content);
    assertThat(log)
        .extracting(line -> line.path("id").asText())
        .hasSize(31)
        .doesNotHaveDuplicates();
  }

  @Test
  void asManyParentsAsAreAllowedCanBeWorkedOn() throws Exception {
    // Given
    List<String> parents = new ArrayList<>();
    Map<String, String> content = new TreeMap<>(Map.of("own", "o"));
    for (int i = 0; i < 32; i++) {
      parents.add(version("stranger-" + i, List.of(), Map.of("of-" + i, "s" + i)));
      content.put("of-" + i, "s" + i);
    }
    Machine pod = new Machine(folder.resolve("pod"), Stack.shared().url());

    // When
    version("many", parents, Map.of("own", "o"));
    pod.run("get", "merge/many", "--copy", folder.resolve("copy").toString());

    // Then
    assertThat(Folders.texts(folder.resolve("copy"))).isEqualTo(content);
  }

  /** A sealed version that puts these files. */
  private String version(String name, List<String> parents, Map<String, String> puts)
      throws Exception {
    Door.Version draft = door.create("merge", name, parents);
    List<byte[]> records = new ArrayList<>();
    puts.forEach(
        (path, text) -> records.add(Tar.file(path, text.getBytes(StandardCharsets.UTF_8))));
    records.add(Tar.end());
    assertThat(door.tar(draft, BodyPublishers.ofByteArrays(records)).statusCode()).isEqualTo(201);
    door.close(draft);
    return draft.id();
  }
}
