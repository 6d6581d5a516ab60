package io.lamella.content.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.store.ObjectStore.ObjectInfo;
import io.lamella.content.store.ObjectStore.PutMode;
import io.lamella.content.store.ObjectStore.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContractTest {
  private final Path folder;

  FileObjectStoreTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Override
  ObjectStore open() throws IOException {
    return new FileObjectStore(folder.resolve("made/by/the/store"));
  }

  @Test
  void anObjectIsTheFileOfItsKey() throws IOException {
    // Given
    FileObjectStore store = new FileObjectStore(folder);

    // When
    store.put("packs/ab/x.0", bytes("data"), PutMode.IF_ABSENT);

    // Then
    assertThat(folder.resolve("packs/ab/x.0")).hasContent("data");
    assertThat(store.localFile("packs/ab/x.0")).contains(folder.resolve("packs/ab/x.0"));
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void processesShareAFolder() throws IOException {
    // Given
    FileObjectStore one = new FileObjectStore(folder);
    FileObjectStore two = new FileObjectStore(folder);

    // When
    one.put("a/b/c", bytes("one"), PutMode.IF_ABSENT);
    boolean put = two.put("a/b/c", bytes("two"), PutMode.IF_ABSENT);
    two.put("a/b/d", bytes("two"), PutMode.IF_ABSENT);

    // Then
    assertThat(put).isFalse();
    assertThat(one.list("", null, 10))
        .extracting(ObjectInfo::key)
        .containsExactly("a/b/c", "a/b/d");
  }

  @Test
  void neverListsFilesThatAreNotItsOwn() throws IOException {
    // Given
    FileObjectStore store = new FileObjectStore(folder);
    store.put("key", bytes("x"), PutMode.IF_ABSENT);
    Files.writeString(folder.resolve("not a key"), "x");
    Files.createDirectories(folder.resolve("lost+found/key"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("key"));

    // When
    try (Upload open = store.upload("open", PutMode.IF_ABSENT)) {
      open.write(bytes("x"));
      List<ObjectInfo> objects = store.list("", null, 10);

      // Then
      assertThat(objects).extracting(ObjectInfo::key).containsExactly("key");
    }
  }

  @Test
  void refusesAKeyBeneathAnotherAndLeavesNothing() throws IOException {
    // Given
    FileObjectStore store = new FileObjectStore(folder);
    store.put("a", bytes("x"), PutMode.IF_ABSENT);
    store.put("b/c", bytes("x"), PutMode.IF_ABSENT);

    // When, Then
    for (PutMode mode : PutMode.values()) {
      assertThatThrownBy(() -> store.put("a/b", bytes("y"), mode)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> store.put("b", bytes("y"), mode)).isInstanceOf(IOException.class);
    }
    assertThat(temporaries()).isEmpty();
    assertThat(store.list("", null, 10)).extracting(ObjectInfo::key).containsExactly("a", "b/c");
    assertThat(store.stat("a/b")).isEmpty();
    assertThatThrownBy(() -> store.read("a/b", 0, 1)).isInstanceOf(NoSuchObjectException.class);
    assertThatThrownBy(() -> store.read("b", 0, 1)).isInstanceOf(NoSuchObjectException.class);
  }

  @Test
  void clearsTemporariesOfTheDeadAtTheFirstUpload() throws IOException {
    // Given
    Files.createDirectory(folder.resolve("~temporary"));
    Path dead = Files.writeString(folder.resolve("~temporary/dead"), "x");
    Path alive = Files.writeString(folder.resolve("~temporary/alive"), "x");
    Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(alive, FileTime.from(Instant.now().minus(Duration.ofHours(23))));

    // When
    new FileObjectStore(folder).put("key", bytes("x"), PutMode.IF_ABSENT);

    // Then
    assertThat(temporaries()).containsExactly(alive);
  }

  @Test
  void whoOnlyReadsChangesNothing() throws IOException {
    // Given
    new FileObjectStore(folder).put("key", bytes("data"), PutMode.IF_ABSENT);
    Files.delete(folder.resolve("~temporary"));

    // When
    FileObjectStore store = new FileObjectStore(folder);
    FileObjectStore missing = new FileObjectStore(folder.resolve("missing"));

    // Then
    assertThat(store.read("key", 0, 4).readAllBytes()).isEqualTo("data".getBytes(UTF_8));
    assertThat(store.list("", null, 10)).hasSize(1);
    assertThat(missing.stat("key")).isEmpty();
    assertThat(missing.list("", null, 10)).isEmpty();
    assertThat(missing.delete("key")).isFalse();
    assertThatThrownBy(() -> missing.read("key", 0, 1)).isInstanceOf(NoSuchObjectException.class);
    assertThat(Files.list(folder)).containsExactly(folder.resolve("key"));
  }

  @Test
  void aKilledWriterLeavesNoObjectAndAnAcknowledgedOneStays() throws Exception {
    // Given
    Process writer = OtherProcess.run("", OtherProcess.Writer.class, folder);
    assertThat(writer.inputReader().readLine()).isEqualTo("committed one, wrote half of another");

    // When
    writer.destroyForcibly().waitFor();

    // Then
    FileObjectStore store = new FileObjectStore(folder);
    assertThat(store.list("", null, 10)).extracting(ObjectInfo::key).containsExactly("whole/one");
    assertThat(store.read("whole/one", 0, 5).readAllBytes()).isEqualTo("whole".getBytes(UTF_8));
    assertThat(temporaries()).hasSize(1);
    assertThat(store.put("half/one", bytes("whole"), PutMode.IF_ABSENT)).isTrue();
  }

  @Test
  void aFullDiskFailsThePutAndLeavesNothing() throws Exception {
    // Given: files of this process may grow to 100 KiB, which fails a write as a full disk does
    Process writer = OtherProcess.run("ulimit -f 100;", OtherProcess.Greedy.class, folder);

    // When
    String answer = writer.inputReader().readLine();
    writer.waitFor();

    // Then
    assertThat(answer).isEqualTo("write failed, commit refused");
    assertThat(temporaries()).isEmpty();
    assertThat(new FileObjectStore(folder).list("", null, 10)).isEmpty();
  }

  private List<Path> temporaries() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("~temporary"))) {
      return files.toList();
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
