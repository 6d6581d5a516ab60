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

/** A child version stores only what changed, and a machine fetches only what changed. */
class ChildVersionIT {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private Path source;
  private Machine laptop;
  private Machine pod;

  @BeforeEach
  void firstVersion() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    pod = new Machine(folder.resolve("pod"), Stack.shared().url());
    source = folder.resolve("source");
    Folders.random(source.resolve("big/large.bin"), 20 * MIB, 7);
    Folders.random(source.resolve("big/other.bin"), 5 * MIB, 8);
    Folders.small(source.resolve("small"), 300);
  }

  private String close(String dataset) {
    laptop.run("create", "--project", "child", "--name", dataset);
    laptop.run("add", "--files", source.toString());
    return laptop.run("close").path("digest").asText();
  }

  @Test
  void changesAdditionsRemovalsAndRenamesComeBack() throws IOException {
    // Given
    close("all-changes");
    pod.run("get", "child/all-changes");
    Folders.overwrite(source.resolve("big/large.bin"), 10 * MIB, "one small change");
    Files.move(source.resolve("big/other.bin"), source.resolve("big/renamed.bin"));
    Files.delete(source.resolve("small/part-000/file-00007.txt"));
    Files.writeString(source.resolve("new.txt"), "new");

    // When
    laptop.run("create", "--parents", "child/all-changes@latest");
    laptop.run("remove", "big/other.bin", "small/part-000/file-00007.txt");
    JsonNode added = laptop.run("add", "--files", source.toString());
    JsonNode closed = laptop.run("close");
    JsonNode shown = laptop.run("show", "child/all-changes");
    JsonNode got = pod.run("get", "child/all-changes", "--copy", folder.resolve("copy").toString());

    // Then
    assertThat(shown.path("number").asText()).isEqualTo("1.0.1");
    assertThat(added.path("modified").asLong()).isEqualTo(1);
    assertThat(added.path("added").asLong()).isEqualTo(2);
    assertThat(added.path("unchanged").asLong()).isEqualTo(299);
    assertThat(added.path("bytesSent").asLong()).as("bytes sent").isLessThan(2 * MIB);
    assertThat(shown.path("storedBytes").asLong()).as("bytes stored").isLessThan(2 * MIB);
    assertThat(got.path("bytesFetched").asLong()).as("bytes fetched").isLessThan(2 * MIB);
    assertThat(got.path("digest").asText()).isEqualTo(closed.path("digest").asText());
    assertThat(Folders.content(folder.resolve("copy"))).isEqualTo(Folders.content(source));
  }

  @Test
  void anEmptyMachineGetsAChildWhole() throws IOException {
    close("whole");
    Folders.overwrite(source.resolve("big/large.bin"), 3 * MIB, "another");
    laptop.run("create", "--parents", "child/whole@latest");
    laptop.run("add", "--files", source.toString());
    laptop.run("close");

    Path copy = Path.of(pod.run("get", "child/whole").path("path").asText());

    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }

  @Test
  void theOldVersionStaysAsItWas() throws IOException {
    close("old");
    var before = Folders.content(source);
    Folders.overwrite(source.resolve("big/large.bin"), 0, "changed");
    laptop.run("create", "--parents", "child/old@latest");
    laptop.run("add", "--files", source.toString());
    laptop.run("close");

    Path old = Path.of(pod.run("get", "child/old@1.0.0").path("path").asText());

    assertThat(Folders.content(old)).isEqualTo(before);
  }

  @Test
  void compareNamesWhatDiffers() throws IOException {
    close("compared");
    Folders.overwrite(source.resolve("big/large.bin"), 0, "changed");
    laptop.run("create", "--parents", "child/compared@latest");
    laptop.run("add", "--files", source.toString());
    laptop.run("remove", "small/part-001/file-00100.txt");
    laptop.run("close");

    List<JsonNode> lines =
        laptop.lamella("compare", "child/compared@1.0.0", "child/compared@1.0.1").expect(0).lines();

    assertThat(lines.get(0).path("change").asText()).isEqualTo("modified");
    assertThat(lines.get(0).path("path").asText()).isEqualTo("big/large.bin");
    assertThat(lines.get(1).path("change").asText()).isEqualTo("removed");
    assertThat(lines.get(lines.size() - 1).path("summary").path("modified").asLong()).isEqualTo(1);
  }

  @Test
  void syncOfAnUnchangedFolderMakesNoVersion() throws IOException {
    close("synced");

    JsonNode synced =
        laptop.run("sync", "--project", "child", "--name", "synced", "--folder", source.toString());

    assertThat(synced.path("created").asBoolean()).isFalse();
    assertThat(laptop.run("show", "child/synced").path("number").asText()).isEqualTo("1.0.0");
  }
}
