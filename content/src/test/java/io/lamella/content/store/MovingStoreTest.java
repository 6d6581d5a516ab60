package io.lamella.content.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.store.ObjectStore.PutMode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovingStoreTest {
  @TempDir Path folder;
  private ObjectStore now;
  private ObjectStore former;
  private ObjectStore moving;

  @BeforeEach
  void stores() {
    now = new FileObjectStore(folder.resolve("now"));
    former = new FileObjectStore(folder.resolve("former"));
    moving = new MovingStore(now, former);
  }

  private static void put(ObjectStore store, String key, String text) throws IOException {
    store.put(key, ByteBuffer.wrap(text.getBytes(UTF_8)), PutMode.IF_ABSENT);
  }

  private String read(String key) throws IOException {
    try (InputStream in = moving.read(key, 0, 1)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void whatIsThereIsReadThereAndTheRestWhereItWas() throws IOException {
    put(now, "both", "n");
    put(former, "both", "f");
    put(former, "behind", "f");

    assertThat(read("both")).isEqualTo("n");
    assertThat(read("behind")).isEqualTo("f");
    assertThat(moving.stat("behind")).isPresent();
    assertThat(moving.stat("nowhere")).isEmpty();
    assertThatThrownBy(() -> moving.read("nowhere", 0, 1))
        .isInstanceOf(NoSuchObjectException.class);
  }

  @Test
  void whatIsBroughtBetweenTwoLooksIsFound() throws IOException {
    ObjectStore late =
        (ObjectStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> {
                  put(now, "moved", "n");
                  throw new NoSuchObjectException("moved");
                });

    try (InputStream in = new MovingStore(now, late).read("moved", 0, 1)) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("n");
    }
  }

  @Test
  void whatIsWrittenGoesToTheNewOne() throws IOException {
    put(moving, "new", "n");

    assertThat(now.stat("new")).isPresent();
    assertThat(former.stat("new")).isEmpty();
  }

  @Test
  void aFileIsNamedWhereItWillStay() throws IOException {
    put(now, "here", "n");
    put(former, "behind", "f");

    assertThat(moving.localFile("here")).contains(folder.resolve("now/here"));
    assertThat(moving.localFile("behind")).isEmpty();
    assertThat(moving.presignRead("here", Duration.ofMinutes(1))).isEmpty();
  }
}
