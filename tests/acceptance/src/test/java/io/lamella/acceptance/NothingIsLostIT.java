package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version is FINAL with all that was added, as it was when it was added, or it is not FINAL. */
class NothingIsLostIT {
  private static final int MIB = 1 << 20;
  private static final int NO_SERVER = 6;
  private static final Map<String, String> HASTY = Map.of("LAMELLA_PATIENCE", "4");

  @TempDir Path folder;
  private Path source;
  private Machine laptop;
  private Machine pod;
  private Door door;

  @BeforeEach
  void machines() throws IOException {
    door = new Door(Stack.shared().url());
    source = Files.createDirectories(folder.resolve("source"));
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    pod = new Machine(folder.resolve("pod"), Stack.shared().url());
  }

  @Test
  void isNotFinalAfterItsOnlyPackWasRefusedAndHasItAllOnceTheStoreTakesIt() throws Exception {
    // Given
    Door.Version draft = door.create("lost/refused", "n", List.of());
    String id = draft.id();
    Path packs = draft.store().resolve("packs");
    Set<Path> before = Unusable.domains(packs);
    Path first = Files.writeString(folder.resolve("first.txt"), "first");
    laptop.run("add", "--id", id, "--files", first.toString());
    Path domain = Unusable.domainBeside(before, packs);
    Folders.random(source.resolve("a.bin"), MIB, 41);
    Folders.random(source.resolve("b.bin"), MIB, 42);

    // When
    Finished added;
    Finished closed;
    try (Unusable store = Unusable.of(domain)) {
      assertThat(store.folder()).isRegularFile();
      added = laptop.lamella(HASTY, "add", "--files", source.toString());
      closed = laptop.lamella(HASTY, "close");
    }

    // Then
    assertThat(added.expect(NO_SERVER).problem().path("code").asText()).isEqualTo("unavailable");
    assertThat(closed.expect(NO_SERVER).problem().path("code").asText()).isEqualTo("unavailable");
    assertThat(door.state(id)).isEqualTo("UPLOADING");
    assertThat(laptop.run("close", "--id", id).path("files").asLong()).isEqualTo(3);
    Files.copy(first, source.resolve("first.txt"));
    Path copy = Path.of(pod.run("get", id).path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }

  @Test
  void isNotFinalAfterALaterPackWasRefusedAndHasItAllOnceTheStoreTakesIt() throws Exception {
    // Given: the store has taken the first pack of an add
    for (int i = 0; i < 6; i++) {
      Folders.random(source.resolve("part-" + i + ".bin"), 20 * MIB, 60 + i);
    }
    Door.Version draft = door.create("lost/later", "n", List.of());
    String id = draft.id();
    Path packs = draft.store().resolve("packs");
    Set<Path> domains = Unusable.domains(packs);
    long before = files(packs);
    Started add = laptop.start(HASTY, "add", "--id", id, "--files", source.toString());
    soon().until(() -> files(packs) > before);

    // When
    Finished added;
    try (Unusable store = refusing(add, domains, packs)) {
      added = add.finished(Duration.ofMinutes(3));
      assertThat(store.folder()).isRegularFile();
      laptop.lamella(HASTY, "close", "--id", id).expect(NO_SERVER);
    }

    // Then
    added.expect(NO_SERVER);
    assertThat(door.state(id)).isEqualTo("UPLOADING");
    assertThat(laptop.run("close", "--id", id).path("files").asLong()).isEqualTo(6);
    assertThat(copyOf(id)).isEqualTo(Folders.content(source));
  }

  /** A store that takes no more of this add, which stands still meanwhile. */
  private static Unusable refusing(Started add, Set<Path> before, Path packs) throws IOException {
    try (Stack.Standstill still = Stack.standStill(add)) {
      assertThat(still.processes()).isNotEmpty();
      return Unusable.of(Unusable.domainBeside(before, packs));
    }
  }

  @Test
  void aFileThatDisappearsIsNamedAndTheOthersAreIn() throws Exception {
    // Given
    for (int i = 0; i < 8; i++) {
      Folders.random(source.resolve("part-" + i + ".bin"), 20 * MIB, 80 + i);
    }
    Path gone = Files.writeString(source.resolve("zz-last.txt"), "here for a while");
    Door.Version draft = door.create("lost/gone", "n", List.of());
    Path packs = draft.store().resolve("packs");
    long before = files(packs);

    // When
    Started add = laptop.start("add", "--id", draft.id(), "--files", source.toString());
    soon().until(() -> files(packs) > before);
    try (Stack.Standstill still = Stack.standStill(add)) {
      assertThat(still.processes()).isNotEmpty();
      Files.delete(gone);
    }
    Finished added = add.finished(Duration.ofMinutes(3));

    // Then
    assertThat(added.expect(1).problem().path("items").toString()).contains("zz-last.txt");
    assertThat(laptop.run("close", "--id", draft.id()).path("files").asLong()).isEqualTo(8);
    assertThat(copyOf(draft.id())).isEqualTo(Folders.content(source));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(5));
  }

  @Test
  void closeAloneGoesOnWithAnAddThatWasKilled() throws Exception {
    // Given
    for (int i = 0; i < 6; i++) {
      Folders.random(source.resolve("part-" + i + ".bin"), 20 * MIB, 50 + i);
    }
    Door.Version draft = door.create("lost/killed", "n", List.of());
    String id = draft.id();
    Path packs = draft.store().resolve("packs");
    long before = files(packs);

    // When
    Started add = laptop.start("add", "--id", id, "--files", source.toString());
    soon().until(() -> files(packs) > before);
    int exit = add.kill();
    JsonNode closed = laptop.run("close", "--id", id);

    // Then
    assertThat(exit).as("exit code of what was killed").isNotZero();
    assertThat(closed.path("files").asLong()).isEqualTo(6);
    Path copy = Path.of(pod.run("get", id).path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }

  @Test
  void filesOfEqualContentAreAllThereWhereverTheyWereStoredFirst() throws IOException {
    // Given
    Path first = Folders.random(source.resolve("a/first.bin"), MIB, 43);
    Files.createDirectories(source.resolve("b"));
    Files.copy(first, source.resolve("b/twin.bin"));
    sync("equal", source);
    Files.move(first, source.resolve("a/renamed.bin"));
    Files.copy(source.resolve("b/twin.bin"), source.resolve("third.bin"));
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(source.resolve("third.bin"), other.resolve("only.bin"));

    // When
    JsonNode child = sync("equal", source);
    JsonNode elsewhere = sync("elsewhere", other);

    // Then
    assertThat(child.path("bytesSent").asLong()).isZero();
    assertThat(elsewhere.path("bytesSent").asLong()).isZero();
    assertThat(copyOf("lost/equal")).isEqualTo(Folders.content(source));
    assertThat(copyOf("lost/elsewhere")).isEqualTo(Folders.content(other));
  }

  @Test
  void aVersionHoldsWhatWasAddedThoughTheFileChangesBeforeItIsClosed() throws IOException {
    // Given
    Path file = Folders.random(source.resolve("data.bin"), MIB, 44);
    FileTime time = Files.getLastModifiedTime(file);
    laptop.run("create", "--project", "lost", "--name", "changed");
    laptop.run("add", "--files", source.toString());
    String asAdded = Folders.sha256(file);

    // When
    Folders.overwrite(file, 1000, "changed since");
    Files.setLastModifiedTime(file, time);
    laptop.run("upload");
    laptop.run("close");
    JsonNode again = sync("changed", source);

    // Then
    assertThat(copyOf("lost/changed@1.0.0")).containsEntry("data.bin", "file " + asAdded);
    assertThat(again.path("modified").asLong()).isEqualTo(1);
    assertThat(copyOf("lost/changed@1.0.1")).isEqualTo(Folders.content(source));
  }

  @Test
  void aFileThatChangesWhileItIsReadIsNamedAndTakenWholeWhenItRests() throws Exception {
    // Given
    Files.writeString(source.resolve("calm.txt"), "calm");
    Path restless = source.resolve("restless.bin");
    String id = door.create("lost", "torn", List.of()).id();

    // When
    Finished added;
    try (RandomAccessFile file = new RandomAccessFile(restless.toFile(), "rw");
        Restless writing = new Restless(file, 96L * MIB)) {
      added = laptop.lamella("add", "--id", id, "--files", source.toString());
    }
    Set<String> taken = paths(id);
    JsonNode closed = laptop.run("close", "--id", id);

    // Then
    assertThat(added.expect(1).problem().path("items").toString()).contains("restless.bin");
    assertThat(taken).containsExactly("calm.txt");
    assertThat(closed.path("files").asLong()).isEqualTo(2);
    assertThat(digestOf(id, "restless.bin")).isEqualTo(Folders.sha256(restless));
  }

  /** Writes into a file without a pause, until it is closed. */
  private static final class Restless implements AutoCloseable {
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final Thread writer;

    Restless(RandomAccessFile file, long length) throws IOException {
      file.setLength(length);
      writer =
          new Thread(
              () -> {
                try {
                  for (long i = 0; goesOn.get(); i++) {
                    file.seek(length / 2);
                    file.write((int) i);
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      writer.start();
    }

    @Override
    public void close() throws InterruptedException {
      goesOn.set(false);
      writer.join();
    }
  }

  private JsonNode sync(String name, Path from) {
    return laptop.run("sync", "--project", "lost", "--name", name, "--folder", from.toString());
  }

  private Map<String, String> copyOf(String reference) throws IOException {
    return Folders.content(Path.of(pod.run("get", reference).path("path").asText()));
  }

  private Set<String> paths(String reference) {
    return laptop.lamella("list", reference).expect(0).lines().stream()
        .map(line -> line.path("path").asText())
        .collect(Collectors.toSet());
  }

  private String digestOf(String reference, String path) {
    return laptop.lamella("list", reference).expect(0).lines().stream()
        .filter(line -> line.path("path").asText().equals(path))
        .map(line -> line.path("digest").asText())
        .findFirst()
        .orElseThrow();
  }

  private static long files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
