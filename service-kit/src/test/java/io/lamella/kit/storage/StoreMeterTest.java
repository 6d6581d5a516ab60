package io.lamella.kit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.store.FileObjectStore;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.content.store.ObjectStore;
import io.lamella.content.store.ObjectStore.PutMode;
import io.lamella.content.store.ObjectStore.Upload;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMeterTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  @TempDir Path folder;

  @Test
  void eachCallIsTimedByItsKind() throws IOException {
    ObjectStore store = timed(folder);

    store.put("packs/a", ByteBuffer.wrap(new byte[] {1, 2}), PutMode.IF_ABSENT);
    try (Upload upload = store.upload("packs/b", PutMode.IF_ABSENT)) {
      upload.write(ByteBuffer.wrap(new byte[] {3}));
      upload.commit();
    }
    try (InputStream bytes = store.read("packs/a", 1, 1)) {
      assertThat(bytes.readAllBytes()).containsExactly(2);
    }
    assertThat(store.list("", null, 10)).hasSize(2);
    assertThat(store.stat("packs/b")).isPresent();
    assertThat(store.delete("packs/b")).isTrue();
    assertThat(store.localFile("packs/a")).isPresent();

    assertThat(calls("write", "ok")).isEqualTo(2);
    assertThat(calls("read", "ok")).isEqualTo(1);
    assertThat(calls("list", "ok")).isEqualTo(1);
    assertThat(calls("stat", "ok")).isEqualTo(1);
    assertThat(calls("delete", "ok")).isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsAnAnswer() {
    ObjectStore store = timed(folder);

    assertThatThrownBy(() -> store.read("packs/a", 0, 1)).isInstanceOf(NoSuchObjectException.class);

    assertThat(calls("read", "ok")).isEqualTo(1);
  }

  @Test
  void whatDoesNotWorkIsCountedAsSuch() throws IOException {
    Path file = Files.createFile(folder.resolve("no-folder"));
    ObjectStore store = timed(file);

    assertThatThrownBy(() -> store.put("packs/a", ByteBuffer.wrap(new byte[1]), PutMode.IF_ABSENT))
        .isInstanceOf(IOException.class);

    assertThat(calls("write", "failed")).isEqualTo(1);
  }

  private ObjectStore timed(Path root) {
    return new StoreMeter(meters).timed(new FileObjectStore(root));
  }

  private long calls(String call, String outcome) {
    return meters
        .get("lamella.store.calls")
        .tag("call", call)
        .tag("outcome", outcome)
        .timer()
        .count();
  }
}
