package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is lost when something dies. */
class FaultsIT {
  private static final long MIB = 1 << 20;
  private static final int NO_SERVER = 6;

  /** Takes long enough to be cut off on the way: several packs. */
  @TempDir private static Path large;

  private static Map<String, String> largeContent;

  @TempDir private Path folder;
  private Stack stack;
  private Machine laptop;
  private Machine pod;

  @BeforeAll
  static void files() throws IOException {
    for (int i = 0; i < 5; i++) {
      Folders.random(large.resolve("part-" + i + ".bin"), 32 * MIB, 100 + i);
    }
    Folders.small(large.resolve("small"), 200);
    largeContent = Folders.content(large);
  }

  @BeforeEach
  void machines() throws IOException {
    stack = Stack.shared();
    laptop = new Machine(folder.resolve("laptop"), stack.url());
    pod = new Machine(folder.resolve("pod"), stack.url());
  }

  @Test
  void aCutOffAddGoesOnWithoutSendingAgainWhatArrived() throws Exception {
    // Given
    laptop.run("create", "--project", "faults-cut", "--name", "cut");
    long packs = storedPacks();
    Started add = laptop.start("add", "--files", large.toString());
    soon().until(() -> storedPacks() > packs);

    // When
    add.kill();
    JsonNode again = laptop.run("add", "--files", large.toString());
    laptop.run("close");

    // Then
    assertThat(again.path("bytesSent").asLong()).isLessThan(5 * 32 * MIB);
    Path copy = Path.of(pod.run("get", "faults-cut/cut").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(largeContent);
  }

  @Test
  void aKilledGetLeavesNothingHalfMade() throws Exception {
    // Given
    version("faults", "half");
    Path target = folder.resolve("target");
    Started get = pod.start("get", "faults/half", "--copy", target.toString());
    soon().until(() -> hasContent(folder));

    // When
    get.kill();

    // Then
    assertThat(target).doesNotExist();
    pod.run("get", "faults/half", "--copy", target.toString());
    assertThat(Folders.content(target)).isEqualTo(largeContent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metadata", "upload", "cache", "kafka", "postgresql"})
  void aVersionGoesInIsSealedAndComesOutThoughAProcessIsKilledEachTime(String role)
      throws Exception {
    // Given
    String name = "killed-" + role + "/version";
    JsonNode draft = laptop.run("create", "--project", "killed-" + role, "--name", "version");
    String id = draft.path("id").asText();
    long packs = storedPacks();
    Path target = folder.resolve("target");

    // When
    Started add = laptop.start("add", "--id", id, "--files", large.toString());
    soon().until(() -> storedPacks() > packs);
    List<ProcessHandle> orphans = stack.kill(role).orphans();
    endsOrIsToBeDoneAgain(add, laptop, "add", "--id", id, "--files", large.toString());
    patiently(laptop, "close", "--id", id, "--no-wait");
    stack.kill(role);
    laptop.awaitFinal(id);
    await().atMost(Duration.ofMinutes(2)).until(stack::isReady);
    Started get = pod.start("get", name, "--copy", target.toString());
    soon().until(() -> hasContent(folder));
    stack.kill(role);
    endsOrIsToBeDoneAgain(get, pod, "get", name, "--overwrite", "--copy", target.toString());

    // Then
    assertThat(Folders.content(target)).isEqualTo(largeContent);
    await().atMost(Duration.ofMinutes(2)).until(stack::isReady);
    assertThat(orphans).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void aCrashOfEverythingLosesNothingThatWasAcknowledged() throws IOException {
    // Given
    Path source = folder.resolve("source");
    Folders.small(source, 200);
    String sealing = draft("sealing", source);
    String open = draft("open", source);
    laptop.run("close", "--id", sealing, "--no-wait");

    // When
    stack.crash();
    stack.up();

    // Then
    laptop.awaitFinal(sealing);
    laptop.run("close", "--id", open);
    assertThat(Folders.content(Path.of(pod.run("get", sealing).path("path").asText())))
        .isEqualTo(Folders.content(source));
    assertThat(Folders.content(Path.of(pod.run("get", open).path("path").asText())))
        .isEqualTo(Folders.content(source));
  }

  @Test
  void aVersionThatHungBecauseKafkaLostEverythingIsSealed() throws IOException {
    // Given: only Kafka knows that it is to be sealed
    Path source = folder.resolve("source");
    Folders.small(source, 20);
    String id = draft("hung", source);
    Path kafka = stack.data().resolve("kafka/data");
    long asked = size(kafka, "lamella.seals-");
    stack.standStill("upload");
    laptop.run("close", "--id", id, "--no-wait");
    soon().until(() -> size(kafka, "lamella.seals-") > asked);

    // When
    stack.crash();
    Folders.delete(kafka);
    stack.up();

    // Then
    laptop.awaitFinal(id);
    assertThat(Folders.content(Path.of(pod.run("get", id).path("path").asText())))
        .isEqualTo(Folders.content(source));
    assertThat(laptop.run("close", "--id", draft("next", source)).path("state").asText())
        .isEqualTo("FINAL");
  }

  private String draft(String name, Path source) {
    JsonNode draft = laptop.run("create", "--project", "faults", "--name", name);
    String id = draft.path("id").asText();
    laptop.run("add", "--id", id, "--files", source.toString());
    return id;
  }

  private void version(String project, String name) {
    laptop.run("create", "--project", project, "--name", name);
    laptop.run("add", "--files", large.toString());
    laptop.run("close");
  }

  /** The command goes on once the process is back, or says that the server went away. */
  private static void endsOrIsToBeDoneAgain(Started command, Machine machine, String... again)
      throws Exception {
    Finished finished = command.finished(Duration.ofMinutes(3));
    if (finished.exit() != 0) {
      finished.expect(NO_SERVER);
      patiently(machine, again);
    }
  }

  private static void patiently(Machine machine, String... command) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> machine.lamella(command), finished -> finished.exit() != NO_SERVER)
        .expect(0);
  }

  /** Looks often, so that what is waited for is still under way. */
  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(10));
  }

  /** Packs that have arrived as a whole. */
  private long storedPacks() {
    return count(
        stack.data().resolve("store"),
        path -> path.toFile().length() > MIB && !path.toString().contains("~temporary"));
  }

  /** Bytes that the broker has on the topics of this prefix. */
  private static long size(Path broker, String topic) {
    try (Stream<Path> walk = Files.walk(broker)) {
      return walk.filter(path -> path.toString().contains(topic))
          .filter(path -> path.toString().endsWith(".log"))
          .mapToLong(path -> path.toFile().length())
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static boolean hasContent(Path folder) {
    return count(folder, path -> path.toString().endsWith(".bin")) > 0;
  }

  /** Files that fit, in a folder where others come and go: looks again when one just went. */
  private static long count(Path folder, Predicate<Path> fits) {
    while (true) {
      try (Stream<Path> walk = Files.walk(folder)) {
        return walk.filter(fits).count();
      } catch (UncheckedIOException e) {
        continue;
      } catch (IOException e) {
        return 0;
      }
    }
  }
}
