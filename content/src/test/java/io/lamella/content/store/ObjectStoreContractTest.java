package io.lamella.content.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.chunk.Samples;
import io.lamella.content.store.ObjectStore.ObjectInfo;
import io.lamella.content.store.ObjectStore.PutMode;
import io.lamella.content.store.ObjectStore.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises. A store's test extends this and opens an empty one. */
abstract class ObjectStoreContractTest {
  private static final String KEY = "packs/ab/cd.0";

  private ObjectStore store;

  /** An empty store. */
  abstract ObjectStore open() throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000, 5_000_000})
  void givesBackWhatWasPut(int size) throws IOException {
    // Given
    byte[] data = Samples.noise(size, size);

    // When
    boolean put = store.put(KEY, ByteBuffer.wrap(data), PutMode.IF_ABSENT);

    // Then
    assertThat(put).isTrue();
    assertThat(read(KEY, 0, size)).isEqualTo(data);
    assertThat(store.stat(KEY).orElseThrow().length()).isEqualTo(size);
    assertThat(store.stat(KEY).orElseThrow().key()).isEqualTo(KEY);
    assertThat(store.stat(KEY).orElseThrow().written())
        .isBetween(
            Instant.now().minus(Duration.ofMinutes(5)), Instant.now().plus(Duration.ofMinutes(5)));
  }

  @Test
  void readsRanges() throws IOException {
    // Given
    put(KEY, "0123456789");

    // When, Then
    assertThat(read(KEY, 0, 3)).isEqualTo("012".getBytes(UTF_8));
    assertThat(read(KEY, 4, 6)).isEqualTo("456789".getBytes(UTF_8));
    assertThat(read(KEY, 10, 0)).isEmpty();
    try (InputStream in = store.read(KEY, 2, 6)) {
      assertThat(in.skip(2)).isEqualTo(2);
      assertThat(in.read()).isEqualTo('4');
      assertThat(in.readAllBytes()).isEqualTo("567".getBytes(UTF_8));
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.skip(1)).isZero();
    }
  }

  @Test
  void refusesRangesOutsideTheObject() throws IOException {
    // Given
    put(KEY, "0123456789");

    // When, Then
    assertThatThrownBy(() -> read(KEY, 0, 11)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(KEY, 11, 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(KEY, Long.MAX_VALUE, 1)).isInstanceOf(IOException.class);
  }

  @Test
  void tellsThatAnObjectIsNotThere() throws IOException {
    // Given
    put("packs/ab/other", "x");

    // When, Then
    assertThatThrownBy(() -> store.read(KEY, 0, 1)).isInstanceOf(NoSuchObjectException.class);
    assertThat(store.stat(KEY)).isEmpty();
    assertThat(store.stat("packs/ab")).isEmpty();
    assertThat(store.delete(KEY)).isFalse();
    assertThat(store.delete("packs/ab")).isFalse();
    assertThat(store.localFile(KEY)).isEmpty();
  }

  @Test
  void leavesATakenKeyAloneWhenAsked() throws IOException {
    // Given
    put(KEY, "first");

    // When
    boolean put = store.put(KEY, bytes("second"), PutMode.IF_ABSENT);

    // Then
    assertThat(put).isFalse();
    assertThat(read(KEY, 0, 5)).isEqualTo("first".getBytes(UTF_8));
  }

  @Test
  void replacesATakenKeyWhenAsked() throws IOException {
    // Given
    put(KEY, "first");

    // When
    boolean put = store.put(KEY, bytes("second"), PutMode.REPLACE);

    // Then
    assertThat(put).isTrue();
    assertThat(store.stat(KEY).orElseThrow().length()).isEqualTo(6);
    assertThat(read(KEY, 0, 6)).isEqualTo("second".getBytes(UTF_8));
  }

  @Test
  void putsUnderAFreeKeyAlsoWhenAskedToReplace() throws IOException {
    assertThat(store.put(KEY, bytes("x"), PutMode.REPLACE)).isTrue();
    assertThat(read(KEY, 0, 1)).isEqualTo("x".getBytes(UTF_8));
  }

  @Test
  void takesAnObjectInPiecesAndShowsItAfterTheCommit() throws IOException {
    try (Upload upload = store.upload(KEY, PutMode.IF_ABSENT)) {
      // Given
      upload.write(bytes("one "));
      upload.write(ByteBuffer.allocateDirect(4).put("two ".getBytes(UTF_8)).flip());
      assertThat(store.stat(KEY)).isEmpty();
      assertThat(store.list("", null, 10)).isEmpty();

      // When
      boolean committed = upload.commit();

      // Then
      assertThat(committed).isTrue();
      assertThat(read(KEY, 0, 8)).isEqualTo("one two ".getBytes(UTF_8));
    }
    assertThat(store.stat(KEY)).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void anUploadThatIsNotCommittedLeavesNothing(PutMode mode) throws IOException {
    // Given
    Upload upload = store.upload(KEY, mode);
    upload.write(bytes("lost"));

    // When
    upload.close();
    upload.close();

    // Then
    assertThat(store.stat(KEY)).isEmpty();
    assertThat(store.list("", null, 10)).isEmpty();
    assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theKeyIsDecidedAtTheCommit() throws IOException {
    try (Upload slow = store.upload(KEY, PutMode.IF_ABSENT)) {
      // Given
      slow.write(bytes("slow"));
      put(KEY, "fast");

      // When
      boolean committed = slow.commit();

      // Then
      assertThat(committed).isFalse();
      assertThat(read(KEY, 0, 4)).isEqualTo("fast".getBytes(UTF_8));
    }
  }

  @Test
  void oneOfManyWritersGetsTheKey() throws Exception {
    // Given
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      byte[] data = Samples.noise(i, 10_000);
      writers.add(() -> store.put(KEY, ByteBuffer.wrap(data), PutMode.IF_ABSENT));
    }

    // When
    List<Future<Boolean>> answers = threads.invokeAll(writers);
    threads.shutdown();

    // Then
    List<Integer> winners = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      if (answers.get(i).get()) {
        winners.add(i);
      }
    }
    assertThat(winners).hasSize(1);
    assertThat(read(KEY, 0, 10_000)).isEqualTo(Samples.noise(winners.get(0), 10_000));
  }

  @Test
  void aReaderGoesOnWithTheObjectThatItOpened() throws IOException {
    // Given
    byte[] first = Samples.noise(1, 1_000_000);
    store.put(KEY, ByteBuffer.wrap(first), PutMode.REPLACE);

    // When
    byte[] read;
    try (InputStream in = store.read(KEY, 0, first.length)) {
      read = in.readNBytes(10);
      store.put(KEY, ByteBuffer.wrap(Samples.noise(2, 1_000_000)), PutMode.REPLACE);
      byte[] rest = in.readAllBytes();
      read = ByteBuffer.allocate(first.length).put(read).put(rest).array();
    }

    // Then
    assertThat(read).isEqualTo(first);
  }

  @Test
  void removesAnObject() throws IOException {
    // Given
    put(KEY, "x");

    // When
    boolean deleted = store.delete(KEY);

    // Then
    assertThat(deleted).isTrue();
    assertThat(store.stat(KEY)).isEmpty();
    assertThat(store.delete(KEY)).isFalse();
    assertThat(store.put(KEY, bytes("y"), PutMode.IF_ABSENT)).isTrue();
  }

  @Test
  void listsInTheOrderOfKeysByPrefixPageByPage() throws IOException {
    // Given: '-' and '.' sort before '/', digits behind it
    Random random = new Random(1);
    List<String> parts = List.of("a", "a-", "a.", "b");
    TreeSet<String> keys = new TreeSet<>();
    while (keys.size() < 60) {
      StringBuilder key = new StringBuilder();
      for (int depth = random.nextInt(3); depth > 0; depth--) {
        key.append(parts.get(random.nextInt(parts.size()))).append('/');
      }
      keys.add(
          key + parts.get(random.nextInt(4)) + List.of("-1", ".1", "01").get(random.nextInt(3)));
    }
    for (String key : keys) {
      put(key, key);
    }

    // When, Then
    for (String prefix : List.of("", "a", "a/", "a-", "a./a", "b/b/a.", "a/a01", "c", "~", "A")) {
      List<String> expected = keys.stream().filter(key -> key.startsWith(prefix)).toList();
      for (int limit : List.of(1, 7, 1_000)) {
        assertThat(pages(prefix, limit)).isEqualTo(expected);
      }
    }
    for (String after : List.of("a", "a/", "a/a", "a/zzz", "a-", "b/", "zzz", "a0")) {
      assertThat(store.list("", after, 1_000))
          .extracting(ObjectInfo::key)
          .containsExactlyElementsOf(keys.tailSet(after, false));
    }
    assertThat(store.list("", null, 0)).isEmpty();
    assertThat(store.list("", null, 1).get(0).length()).isEqualTo(keys.first().length());
  }

  private List<String> pages(String prefix, int limit) throws IOException {
    List<String> keys = new ArrayList<>();
    String after = null;
    while (true) {
      List<ObjectInfo> page = store.list(prefix, after, limit);
      assertThat(page).hasSizeLessThanOrEqualTo(limit);
      page.forEach(object -> keys.add(object.key()));
      if (page.size() < limit) {
        return keys;
      }
      after = page.get(page.size() - 1).key();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "../a", "a/.", "a b", "é", "~a", "a\0b",
        "a\\b", "a:b", "a\n"
      })
  void refusesWhatIsNoKey(String key) {
    assertThatThrownBy(() -> store.upload(key, PutMode.REPLACE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.read(key, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.stat(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesKeysOf1024BytesAndNoLongerOnes() throws IOException {
    // Given
    String key = ("k".repeat(127) + "/").repeat(8).substring(0, 1023) + "k";

    // When
    put(key, "x");

    // Then
    assertThat(key).hasSize(1024);
    assertThat(store.stat(key)).isPresent();
    assertThatThrownBy(() -> store.stat(key + "k")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesUnusualButAllowedNames() throws IOException {
    for (String key : List.of(".hidden", "...", "-", "_", "a/..b", "tmp", ".tmp/x", "Az09._-")) {
      put(key, key);
      assertThat(read(key, 0, key.length())).isEqualTo(key.getBytes(UTF_8));
    }
  }

  private void put(String key, String data) throws IOException {
    assertThat(store.put(key, bytes(data), PutMode.IF_ABSENT)).isTrue();
  }

  private byte[] read(String key, long offset, long length) throws IOException {
    try (InputStream in = store.read(key, offset, length)) {
      return in.readAllBytes();
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
