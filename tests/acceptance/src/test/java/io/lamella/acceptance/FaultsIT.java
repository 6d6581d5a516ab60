package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is lost when something dies. */
class FaultsIT {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private Stack stack;
  private Machine laptop;
  private Machine pod;

  @BeforeEach
  void machines() throws IOException {
    stack = Stack.shared();
    laptop = new Machine(folder.resolve("laptop"), stack.url());
    pod = new Machine(folder.resolve("pod"), stack.url());
  }

  @Test
  void aCutOffAddGoesOnWithoutSendingAgainWhatArrived() throws Exception {
    // Given
    Path source = folder.resolve("source");
    for (int i = 0; i < 8; i++) {
      Folders.random(source.resolve("part-" + i + ".bin"), 64 * MIB, 100 + i);
    }
    String id = laptop.run("create", "--project", "faults", "--name", "cut").path("id").asText();
    Process add = laptop.start("add", "--files", source.toString());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> laptop.run("status", "--id", id).path("pending").asLong() >= 1);

    // When
    add.descendants().forEach(ProcessHandle::destroyForcibly);
    add.destroyForcibly().waitFor();
    JsonNode again = laptop.run("add", "--files", source.toString());
    laptop.run("close");

    // Then
    assertThat(again.path("bytesSent").asLong()).isLessThan(8 * 64 * MIB);
    Path copy = Path.of(pod.run("get", "faults/cut").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }

  @Test
  void aRestartOfTheWholeStackBetweenAddAndCloseLosesNothing() throws IOException {
    Path source = folder.resolve("source");
    Folders.random(source.resolve("data.bin"), 10 * MIB, 5);
    Folders.small(source.resolve("small"), 200);
    laptop.run("create", "--project", "faults", "--name", "restart");
    laptop.run("add", "--files", source.toString());

    stack.down();
    stack.up();
    laptop.run("close");

    Path copy = Path.of(pod.run("get", "faults/restart").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"metadata", "upload", "kafka", "postgresql"})
  void aVersionIsSealedThoughAProcessIsKilledMeanwhile(String role) throws IOException {
    // Given
    Path source = folder.resolve("source");
    Folders.small(source, 2_000);
    String name = "killed-" + role;
    String id = laptop.run("create", "--project", "faults", "--name", name).path("id").asText();
    laptop.run("add", "--files", source.toString());

    // When
    laptop.lamella("close", "--no-wait").expect(0);
    stack.kill(role);

    // Then
    laptop.awaitFinal(id);
    await().atMost(Duration.ofMinutes(1)).until(stack::isReady);
    Path copy = Path.of(pod.run("get", "faults/" + name).path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }

  @Test
  void aKilledGetLeavesNothingHalfMade() throws Exception {
    // Given
    Path source = folder.resolve("source");
    for (int i = 0; i < 4; i++) {
      Folders.random(source.resolve("part-" + i + ".bin"), 48 * MIB, 200 + i);
    }
    laptop.run("create", "--project", "faults", "--name", "half");
    laptop.run("add", "--files", source.toString());
    laptop.run("close");
    Path target = folder.resolve("target");
    Process get = pod.start("get", "faults/half", "--copy", target.toString());
    await().atMost(Duration.ofSeconds(30)).until(() -> hasContent(folder, ".bin", source));

    // When
    get.descendants().forEach(ProcessHandle::destroyForcibly);
    get.destroyForcibly().waitFor();

    // Then
    assertThat(target).doesNotExist();
    pod.run("get", "faults/half", "--copy", target.toString());
    assertThat(Folders.content(target)).isEqualTo(Folders.content(source));
  }

  private static boolean hasContent(Path folder, String suffix, Path except) throws IOException {
    try (var walk = java.nio.file.Files.walk(folder)) {
      return walk.anyMatch(p -> !p.startsWith(except) && p.toString().endsWith(suffix));
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }
}
