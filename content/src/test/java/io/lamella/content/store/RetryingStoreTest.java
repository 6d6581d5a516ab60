package io.lamella.content.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.store.ObjectStore.PutMode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryingStoreTest {
  private static final String KEY = "packs/ab/cd.0";

  @TempDir Path folder;
  private final Deque<IOException> failures = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();
  private RetryingStore store;

  @BeforeEach
  void open() {
    store = new RetryingStore(failing(new FileObjectStore(folder)), Duration.ofMillis(1));
  }

  /** Its next calls fail as {@link #failures} has it. */
  private ObjectStore failing(ObjectStore real) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              IOException failure = failures.poll();
              if (failure != null) {
                throw failure;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void makesACallAgainThatFailed() throws IOException {
    failTwice();
    assertThat(store.put(KEY, ByteBuffer.wrap("bytes".getBytes(UTF_8)), PutMode.IF_ABSENT))
        .isTrue();
    failTwice();
    try (InputStream in = store.read(KEY, 1, 3)) {
      assertThat(in.readAllBytes()).isEqualTo("yte".getBytes(UTF_8));
    }
    failTwice();
    assertThat(store.stat(KEY)).isPresent();
    failTwice();
    assertThat(store.list("", null, 10)).hasSize(1);
    failTwice();
    assertThat(store.delete(KEY)).isTrue();
    failTwice();
    try (ObjectStore.Upload upload = store.upload(KEY, PutMode.REPLACE)) {
      upload.write(ByteBuffer.wrap(new byte[] {1}));
      assertThat(upload.commit()).isTrue();
    }
  }

  @Test
  void givesUpWhenTheThirdAttemptFails() {
    failTwice();
    failures.add(new IOException("the third"));

    assertThatThrownBy(() -> store.stat(KEY)).hasMessage("the third");
    assertThat(calls).hasSize(3);
  }

  @Test
  void doesNotInsistOnWhatNoAttemptCanChange() {
    for (IOException failure :
        List.of(
            new NoSuchObjectException(KEY),
            new EOFException("the object is shorter"),
            new IOException("No space left on device"))) {
      calls.clear();
      failures.add(failure);

      assertThatThrownBy(() -> store.read(KEY, 0, 1)).isSameAs(failure);
      assertThat(calls).hasSize(1);
    }
  }

  private void failTwice() {
    failures.add(new IOException("the first"));
    failures.add(new IOException("the second"));
  }
}
