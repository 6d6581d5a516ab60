package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was given out stays as long as it is used, and is what the version says. */
class CacheIT {
  @TempDir Path folder;
  private Path source;
  private Machine laptop;
  private Machine pod;

  @BeforeEach
  void machines() throws IOException {
    source = folder.resolve("source");
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    pod = new Machine(folder.resolve("pod"), Stack.shared().url());
  }

  @Test
  void aCopyThatAnotherProcessUsesIsNotRemovedWhateverTheBound() throws IOException {
    // Given
    Folders.random(source.resolve("data.bin"), 1 << 20, 61);
    version("used");
    var content = Folders.content(source);
    Path used = get("used");
    Folders.overwrite(source.resolve("data.bin"), 0, "idle");
    version("idle");
    Path idle = get("idle");
    Folders.overwrite(source.resolve("data.bin"), 0, "next");
    version("next");
    pod.run("cache", "set-size", "1K");
    agoIsTheLastUseOf(used);
    agoIsTheLastUseOf(idle);

    // When
    try (FileChannel lease = lease(used);
        FileLock lock = lease.lock(0, Long.MAX_VALUE, true)) {
      assertThat(lock.isValid()).isTrue();
      get("next");
      List<JsonNode> pruned = pod.lamella("cache", "prune", "--all").expect(0).lines();

      // Then
      assertThat(pruned).extracting(line -> line.path("path").asText()).doesNotContain(path(used));
      List<JsonNode> left = pod.lamella("cache", "ls").expect(0).lines();
      assertThat(left).extracting(line -> line.path("path").asText()).containsExactly(path(used));
      assertThat(left.get(0).path("inUse").asBoolean()).isTrue();
      assertThat(Folders.content(used)).isEqualTo(content);
      assertThat(idle).doesNotExist();
    }
    pod.lamella("cache", "prune", "--all").expect(0);
    assertThat(used).doesNotExist();
  }

  @Test
  void aCopyThatWasDamagedAtTheSameSizeIsFoundAndFetchedAgain() throws IOException {
    // Given
    Folders.random(source.resolve("data.bin"), 1 << 20, 62);
    Files.writeString(source.resolve("fine.txt"), "fine");
    version("rot");
    Path copy = get("rot");
    var content = Folders.content(source);

    // When
    damage(copy.resolve("data.bin"));
    Finished verified = pod.lamella("verify", "cache/rot", "--folder", copy.toString()).expect(1);
    Path mended = get("rot");
    var afterGet = Folders.content(mended);
    damage(copy.resolve("data.bin"));
    JsonNode checked = pod.run("get", "cache/rot", "--verify");

    // Then
    assertThat(verified.lines().get(0).path("path").asText()).isEqualTo("data.bin");
    assertThat(verified.lines().get(0).path("problem").asText()).isEqualTo("changed");
    assertThat(mended).isEqualTo(copy);
    assertThat(afterGet).isEqualTo(content);
    assertThat(checked.path("bytesFetched").asLong()).isBetween(1L << 19, 1L << 21);
    assertThat(Folders.content(copy)).isEqualTo(content);
  }

  private void version(String name) {
    laptop.run("sync", "--project", "cache", "--name", name, "--folder", source.toString());
  }

  private Path get(String name) {
    return Path.of(pod.run("get", "cache/" + name).path("path").asText());
  }

  /** The lock of a copy that processes hold, shared, while they use it. */
  private static FileChannel lease(Path tree) throws IOException {
    Path copy = tree.getParent();
    Path locks = copy.getParent().resolveSibling("locks");
    return FileChannel.open(
        locks.resolve(copy.getFileName() + ".use"),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static void agoIsTheLastUseOf(Path tree) throws IOException {
    Files.setLastModifiedTime(
        tree.resolveSibling("used"), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
  }

  /** Other bytes, but the size and the time that it had. */
  private static void damage(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    assertThat(file.toFile().setWritable(true)).isTrue();
    Folders.overwrite(file, 5_000, "rotten");
    Files.setLastModifiedTime(file, time);
  }

  private static String path(Path tree) {
    return tree.toString();
  }
}
