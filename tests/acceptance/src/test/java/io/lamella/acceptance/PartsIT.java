package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A portion of a version comes alone, and is never taken for the whole. */
class PartsIT {
  @TempDir private static Path shared;
  private static Map<String, String> first;
  private static Map<String, String> second;

  @TempDir Path folder;
  private Machine pod;

  @BeforeAll
  static void twoVersions() throws IOException {
    Path source = shared.resolve("source");
    Machine laptop = new Machine(shared.resolve("laptop"), Stack.shared().url());
    Folders.small(source.resolve("small"), 250);
    Folders.random(source.resolve("large/data.bin"), 2 << 20, 91);
    Files.writeString(source.resolve("labels.csv"), "a,b\n");
    Files.createSymbolicLink(
        source.resolve("small/latest.txt"), Path.of("part-000/file-00000.txt"));
    Files.createDirectories(source.resolve("hollow"));
    laptop.run("sync", "parts/first", "--folder", source.toString());
    first = Folders.content(source);
    Files.writeString(source.resolve("labels.csv"), "a,b\nc,d\n");
    Files.writeString(source.resolve("small/new.txt"), "new");
    Files.delete(source.resolve("small/part-001/file-00100.txt"));
    laptop.run("sync", "parts/first", "--folder", source.toString());
    second = Folders.content(source);
  }

  @BeforeEach
  void machine() throws IOException {
    pod = new Machine(folder.resolve("pod"), Stack.shared().url());
  }

  @Test
  void allPartsTogetherHoldEverythingOnceOnWhateverMachine() throws IOException {
    // Given
    Machine other = new Machine(folder.resolve("other"), Stack.shared().url());
    Path target = folder.resolve("copy");

    // When
    List<JsonNode> parts = new ArrayList<>();
    for (String number : List.of("0", "1", "2")) {
      parts.add(
          (number.equals("1") ? other : pod)
              .run("get", "parts/first@1.0.0", "--part", number, "--num-parts", "3"));
    }
    pod.run(
        "get",
        "parts/first@1.0.0",
        "--part=2",
        "--num-parts=3",
        "--balance=bytes",
        "--copy",
        target.toString());
    JsonNode whole = pod.run("get", "parts/first@1.0.0");

    // Then
    Map<String, String> together = new TreeMap<>();
    for (JsonNode part : parts) {
      for (var entry : Folders.content(Path.of(part.path("path").asText())).entrySet()) {
        assertThat(together.put(entry.getKey(), entry.getValue())).as(entry.getKey()).isNull();
      }
    }
    assertThat(together).isEqualTo(first);
    assertThat(parts)
        .extracting(part -> part.path("files").asLong())
        .containsExactly(84L, 84L, 84L);
    assertThat(parts.get(2).path("bytesFetched").asLong()).isLessThan(1 << 20);
    assertThat(Folders.content(target).keySet())
        .hasSize(251)
        .allMatch(path -> path.startsWith("small/"));
    assertThat(Folders.content(Path.of(whole.path("path").asText()))).isEqualTo(first);
    pod.lamella(
            "verify",
            "parts/first@1.0.0",
            "--folder",
            target.toString(),
            "--part=2",
            "--num-parts=3",
            "--balance=bytes")
        .expect(0);
  }

  @Test
  void onlyWhatPatternsMatchComes() throws IOException {
    // When
    JsonNode got =
        pod.run("get", "parts/first@1.0.0", "--files", "*.csv", "small/part-002/", "latest.*");

    // Then
    Map<String, String> wanted = new TreeMap<>(first);
    wanted
        .keySet()
        .removeIf(
            path ->
                !path.equals("labels.csv")
                    && !path.startsWith("small/part-002/")
                    && !path.equals("small/latest.txt"));
    assertThat(wanted).hasSize(52);
    assertThat(Folders.content(Path.of(got.path("path").asText()))).isEqualTo(wanted);
    assertThat(got.path("files").asLong()).isEqualTo(51);
    assertThat(got.path("bytesFetched").asLong()).isLessThan(1 << 20);
  }

  @Test
  void onlyWhatDiffersFromAnotherVersionComes() throws IOException {
    // When
    JsonNode got =
        pod.run(
            "get",
            "parts/first",
            "--changed-from",
            "parts/first@1.0.0",
            "--link",
            folder.resolve("link").toString());

    // Then
    assertThat(Folders.content(Path.of(got.path("path").asText()).toRealPath()))
        .isEqualTo(
            Map.of(
                "labels.csv", second.get("labels.csv"),
                "small/new.txt", second.get("small/new.txt")));
    assertThat(got.path("number").asText()).isEqualTo("1.0.1");
  }

  @Test
  void whatCannotBeMeantIsRefusedAndWhatIsNotThereIsNamed() {
    // When
    Finished tooHigh = pod.lamella("get", "parts/first", "--part", "3", "--num-parts", "3");
    Finished nothing =
        pod.lamella("get", "parts/first", "--files", "*.csv", "*.jpeg", "--copy", "copy");

    // Then
    assertThat(tooHigh.expect(2).problem().path("detail").asText()).contains("from 0 to 2");
    assertThat(nothing.expect(3).problem().path("code").asText()).isEqualTo("path-not-found");
    assertThat(nothing.problem().path("detail").asText()).contains("matches *.jpeg;");
    assertThat(pod.folder()).isEmptyDirectory();
  }
}
