package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child version stores only what changed, and a machine fetches only what changed. */
class ChildVersionIT {
  private static final long MIB = 1 << 20;

  @TempDir private static Path shared;
  private static Path first;

  @TempDir Path folder;
  private Path source;
  private Machine laptop;
  private Machine pod;

  @BeforeAll
  static void firstVersion() throws IOException {
    first = shared.resolve("first");
    Folders.random(first.resolve("big/large.bin"), 20 * MIB, 7);
    Folders.random(first.resolve("big/other.bin"), 5 * MIB, 8);
    Folders.small(first.resolve("small"), 300);
    new Machine(shared.resolve("laptop"), Stack.shared().url())
        .run("sync", "child/first", "--folder", first.toString());
  }

  @BeforeEach
  void machines() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    pod = new Machine(folder.resolve("pod"), Stack.shared().url());
    source = folder.resolve("source");
    Folders.copy(first, source);
  }

  @Test
  void changesAdditionsRemovalsAndRenamesComeBack() throws IOException {
    // Given
    pod.run("get", "child/first@1.0.0");
    Folders.overwrite(source.resolve("big/large.bin"), 10 * MIB, "one small change");
    Files.move(source.resolve("big/other.bin"), source.resolve("big/renamed.bin"));
    Files.delete(source.resolve("small/part-000/file-00007.txt"));
    Files.writeString(source.resolve("new.txt"), "new");

    // When
    laptop.run("create", "--parents", "child/first@1.0.0");
    laptop.run("remove", "big/other.bin", "small/part-000/file-00007.txt");
    JsonNode added = laptop.run("add", "--files", source.toString());
    JsonNode closed = laptop.run("close");
    JsonNode shown = laptop.run("show", "child/first");
    JsonNode got = pod.run("get", "child/first", "--copy", folder.resolve("copy").toString());

    // Then
    assertThat(shown.path("number").asText()).isEqualTo("1.0.1");
    assertThat(added.path("modified").asLong()).isEqualTo(1);
    assertThat(added.path("added").asLong()).isEqualTo(2);
    assertThat(added.path("unchanged").asLong()).isEqualTo(299);
    assertThat(added.path("bytesSent").asLong()).as("bytes sent").isLessThan(MIB);
    assertThat(shown.path("storedBytes").asLong()).as("bytes stored").isLessThan(MIB);
    assertThat(got.path("bytesFetched").asLong()).as("bytes fetched").isLessThan(MIB);
    assertThat(got.path("digest").asText()).isEqualTo(closed.path("digest").asText());
    assertThat(Folders.content(folder.resolve("copy"))).isEqualTo(Folders.content(source));
  }

  @Test
  void ofAChildThatKeepsOneSmallFileOfItsParentAnEmptyMachineFetchesLittle() throws IOException {
    laptop.run("create", "--name", "one-left", "--parents", "child/first@1.0.0");
    laptop.run(
        "remove",
        "big/",
        "small/part-000/",
        "small/part-001/",
        "small/part-002/file-002[1-9]?.txt",
        "small/part-002/file-0020[1-9].txt");
    laptop.run("close");

    JsonNode got = pod.run("get", "child/one-left");

    Path copy = Path.of(got.path("path").asText());
    assertThat(Folders.content(copy).keySet()).containsExactly("small/part-002/file-00200.txt");
    assertThat(got.path("bytesFetched").asLong()).as("bytes fetched").isLessThan(64 << 10);
  }

  @Test
  void anEmptyMachineGetsTheChildAndTheOldVersionWholeAndCompareNamesWhatDiffers()
      throws IOException {
    // Given
    Folders.overwrite(source.resolve("big/large.bin"), 3 * MIB, "another");
    Files.delete(source.resolve("small/part-001/file-00100.txt"));
    String child =
        laptop
            .run(
                "sync",
                "child/changed",
                "--parents",
                "child/first@1.0.0",
                "--folder",
                source.toString())
            .path("id")
            .asText();

    // When
    Path copy = Path.of(pod.run("get", child).path("path").asText());
    Path old = Path.of(pod.run("get", "child/first@1.0.0").path("path").asText());
    List<JsonNode> lines = laptop.lamella("compare", "child/first@1.0.0", child).expect(0).lines();

    // Then
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
    assertThat(Folders.content(old)).isEqualTo(Folders.content(first));
    assertThat(lines.get(0).path("change").asText()).isEqualTo("modified");
    assertThat(lines.get(0).path("path").asText()).isEqualTo("big/large.bin");
    assertThat(lines.get(1).path("change").asText()).isEqualTo("removed");
    assertThat(lines.get(lines.size() - 1).path("summary").path("modified").asLong()).isEqualTo(1);
  }

  @Test
  void aRehearsedSyncSaysWhatItWouldDoAndDoesNothing() throws IOException {
    // Given
    Path source = folder.resolve("rehearsed");
    Folders.small(source, 5);
    String[] sync = {"sync", "child/rehearsed", "--folder", source.toString()};
    String[] rehearsal =
        Stream.concat(Stream.of(sync), Stream.of("--dry-run")).toArray(String[]::new);

    // When
    JsonNode before = laptop.run(rehearsal);
    laptop.lamella("show", "child/rehearsed").expect(3);
    laptop.run(sync);
    List<Path> files = Folders.content(source).keySet().stream().map(source::resolve).toList();
    Files.writeString(files.get(0), "another content");
    Files.delete(files.get(1));
    Files.writeString(source.resolve("new.txt"), "new");
    JsonNode would = laptop.run(rehearsal);
    JsonNode shown = laptop.run("show", "child/rehearsed");
    JsonNode did = laptop.run(sync);

    // Then
    assertThat(before.path("added").asInt()).isEqualTo(5);
    assertThat(before.path("created").asBoolean()).isTrue();
    assertThat(shown.path("number").asText()).isEqualTo("1.0.0");
    assertThat(would.path("bytesSent").asInt()).isZero();
    for (String count : List.of("added", "modified", "removed")) {
      assertThat(would.path(count).asInt())
          .as(count)
          .isEqualTo(did.path(count).asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void syncOfAnUnchangedFolderMakesNoVersion() throws IOException {
    Path small = source.resolve("small");
    laptop.run("sync", "child/synced", "--folder", small.toString());

    JsonNode synced = laptop.run("sync", "child/synced", "--folder", small.toString());

    assertThat(synced.path("created").asBoolean()).isFalse();
    assertThat(laptop.run("show", "child/synced").path("number").asText()).isEqualTo("1.0.0");
  }
}
