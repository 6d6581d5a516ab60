package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes in comes back exactly. */
class RoundTripIT {
  @TempDir Path folder;
  private Machine laptop;
  private Machine pod;

  @BeforeEach
  void machines() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    pod = new Machine(folder.resolve("pod"), Stack.shared().url());
  }

  @Test
  void everyKindOfEntryComesBack() throws IOException {
    // Given
    Path source = folder.resolve("source");
    Files.createDirectories(source.resolve("empty folder"));
    Files.createDirectories(source.resolve("a/b/c"));
    Files.createFile(source.resolve("empty.txt"));
    Files.writeString(source.resolve("a/b/c/deep.txt"), "deep");
    Files.writeString(source.resolve("a-b"), "sorts between a and a/b, byte by byte");
    Files.writeString(source.resolve("run.sh"), "#!/bin/sh\n").toFile().setExecutable(true);
    Files.writeString(source.resolve("grüße-日本-\uD83D\uDC31.txt"), "unicode");
    Files.writeString(source.resolve("e\u0301"), "decomposed");
    Files.writeString(source.resolve("é"), "composed");
    Files.writeString(source.resolve("it's \"quoted\" \\ and % + # ?"), "odd");
    Files.writeString(source.resolve("two\nlines"), "newline");
    Files.writeString(source.resolve(".hidden"), "dot");
    Files.createSymbolicLink(source.resolve("link"), Path.of("a/b/c/deep.txt"));
    Files.createSymbolicLink(source.resolve("a/up"), Path.of("../run.sh"));
    Folders.random(source.resolve("large.bin"), 100L << 20, 1);
    Folders.small(source.resolve("small"), 4_000);

    // When
    JsonNode created = laptop.run("create", "--project", "round/trip", "--name", "all");
    JsonNode added = laptop.run("add", "--files", source.toString());
    JsonNode closed = laptop.run("close");
    JsonNode got = pod.run("get", "round/trip/all", "--copy", folder.resolve("copy").toString());

    // Then
    assertThat(created.path("number").asText()).isEqualTo("1.0.0");
    assertThat(added.path("added").asLong()).isEqualTo(4_000 + 14);
    assertThat(closed.path("state").asText()).isEqualTo("FINAL");
    assertThat(got.path("digest").asText()).isEqualTo(closed.path("digest").asText());
    assertThat(Folders.content(folder.resolve("copy"))).isEqualTo(Folders.content(source));
  }

  @Test
  void equalContentHasOneDigestWhateverItsHistory() throws IOException {
    Path source = folder.resolve("source");
    Folders.small(source, 500);
    laptop.run("sync", "round/at-once", "--folder", source.toString());
    String atOnce = laptop.run("show", "round/at-once").path("digest").asText();

    laptop.run("create", "--project", "round", "--name", "in-steps");
    laptop.run("add", "--files", source.resolve("part-003").toString(), "--dataset-folder", "x");
    laptop.run("add", "--files", source.toString());
    laptop.run("remove", "x/");
    String inSteps = laptop.run("close").path("digest").asText();

    assertThat(inSteps).isEqualTo(atOnce);
  }

  @Test
  void theSecondGetIsAnsweredFromTheFinishedCopy() throws IOException {
    Path source = folder.resolve("source");
    Folders.random(source.resolve("data.bin"), 20 << 20, 2);
    laptop.run("sync", "round/again", "--folder", source.toString());

    JsonNode first = pod.run("get", "round/again");
    JsonNode second = pod.run("get", "round/again");

    assertThat(first.path("bytesFetched").asLong()).isGreaterThan(20 << 20);
    assertThat(second.path("bytesFetched").asLong()).isLessThan(64 << 10);
    assertThat(second.path("path").asText()).isEqualTo(first.path("path").asText());
    assertThat(Folders.content(Path.of(second.path("path").asText())))
        .isEqualTo(Folders.content(source));
  }
}
