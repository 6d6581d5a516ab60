package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full disk costs nobody what was acknowledged, and says what to do: make room, then run the same
 * command again.
 */
class FullDiskIT {
  private static final long MIB = 1 << 20;

  @TempDir static Path stackFolder;
  private static SmallDisk store;
  private static Stack stack;

  @TempDir Path folder;
  private Machine laptop;
  private Machine pod;

  /** All but the store lies on another disk. */
  @BeforeAll
  static void start() throws IOException {
    store = SmallDisk.at(stackFolder.resolve("data/store"), 96);
    stack = Stack.in(stackFolder.resolve("data"));
    stack.up();
  }

  /** Also where no small disk could be mounted. */
  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.down();
    }
    if (store != null) {
      store.close();
    }
  }

  @BeforeEach
  void machines() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), stack.url());
    pod = new Machine(folder.resolve("pod"), stack.url());
  }

  @AfterEach
  void room() throws IOException {
    Files.deleteIfExists(store.folder().resolve("filler"));
  }

  @Test
  void anAddThatMeetsAFullStoreSaysSoAndGoesOnOnceThereIsRoom() throws IOException {
    // Given: what was acknowledged, and room for half a pack
    Path source = folder.resolve("source");
    Folders.small(source, 20);
    laptop.run("create", "--project", "full", "--name", "pack");
    laptop.run("add", "--files", source.toString());
    Folders.random(source.resolve("big.bin"), 12 * MIB, 1);
    store.fillUpTo(6);

    // When
    Finished refused = laptop.lamella("add", "--files", source.toString()).expect(6);
    long pending = laptop.run("status").path("pending").asLong();
    List<Path> halves = temporaries();
    store.makeRoom();
    laptop.run("add", "--files", source.toString());
    laptop.run("close");

    // Then
    assertThat(refused.problem().path("code").asText()).isEqualTo("storage-full");
    assertThat(refused.problem().path("status").asInt()).isEqualTo(507);
    assertThat(refused.problem().path("detail").asText()).contains("make room", "again");
    assertThat(pending).isEqualTo(20);
    assertThat(halves).isEmpty();
    assertIs("full/pack", source);
  }

  @Test
  void aSealThatMeetsAFullStoreIsDoneOnceThereIsRoom() throws IOException {
    // Given
    Path source = folder.resolve("source");
    Folders.small(source, 200);
    String id = laptop.run("create", "--project", "full", "--name", "seal").path("id").asText();
    laptop.run("add", "--files", source.toString());
    store.fillUpTo(0);

    // When
    laptop.lamella("close", "--no-wait").expect(0);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> uploadSaid("seal of " + id + ", epoch 2, attempt 1"));
    boolean sealing = laptop.run("status", "--id", id).path("sealing").asBoolean();
    store.makeRoom();

    // Then
    assertThat(sealing).isTrue();
    laptop.awaitFinal(id);
    assertIs("full/seal", source);
  }

  @Test
  void aGetThatFillsTheDiskLeavesNothingAndWorksOnceThereIsRoom() throws IOException {
    // Given
    Path source = folder.resolve("source");
    Folders.small(source, 100);
    Folders.random(source.resolve("big.bin"), 12 * MIB, 2);
    laptop.run("create", "--project", "full", "--name", "get");
    laptop.run("add", "--files", source.toString());
    laptop.run("close");
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 32)) {
      Path mine = Files.writeString(disk.folder().resolve("mine.txt"), "mine");
      Path target = disk.folder().resolve("frames");
      Path inside = Files.createDirectory(disk.folder().resolve("inside"));
      disk.fillUpTo(6);

      // When
      Finished beside = laptop.lamella("get", "full/get", "--copy", target.toString()).expect(1);
      Finished within = laptop.lamella("get", "full/get", "--copy", inside.toString()).expect(1);

      // Then
      assertSaysThatThisMachineIsFull(beside);
      assertSaysThatThisMachineIsFull(within);
      assertThat(list(disk.folder()))
          .containsExactlyInAnyOrder(mine, inside, disk.folder().resolve("filler"));
      assertThat(list(inside)).isEmpty();
      disk.makeRoom();
      laptop.run("get", "full/get", "--copy", target.toString());
      assertThat(Folders.content(target)).isEqualTo(Folders.content(source));
    }
  }

  @Test
  void aCacheThatFillsItsDiskHoldsNoHalfCopyAndWorksOnceThereIsRoom() throws IOException {
    // Given
    Path source = folder.resolve("source");
    Folders.random(source.resolve("one.bin"), 6 * MIB, 3);
    Folders.random(source.resolve("two.bin"), 6 * MIB, 4);
    laptop.run("create", "--project", "full", "--name", "cache");
    laptop.run("add", "--files", source.toString());
    laptop.run("close");
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 32)) {
      Machine small = new Machine(disk.folder(), stack.url());
      disk.fillUpTo(8);

      // When
      Finished refused = small.lamella("get", "full/cache").expect(1);
      disk.makeRoom();
      Path copy = Path.of(small.run("get", "full/cache").path("path").asText());

      // Then
      assertSaysThatThisMachineIsFull(refused);
      assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
    }
  }

  private static void assertSaysThatThisMachineIsFull(Finished get) {
    assertThat(get.problem().path("code").asText()).isEqualTo("local-file");
    assertThat(get.problem().path("detail").asText()).contains("no room left", "make room");
  }

  private void assertIs(String version, Path source) throws IOException {
    Path copy = Path.of(pod.run("get", version).path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }

  private static List<Path> temporaries() throws IOException {
    return list(store.folder().resolve("~temporary"));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static boolean uploadSaid(String text) throws IOException {
    return Files.readString(stack.data().resolve("logs/upload.log")).contains(text);
  }
}
