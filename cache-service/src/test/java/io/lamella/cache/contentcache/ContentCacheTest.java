package io.lamella.cache.contentcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lamella.content.CorruptedException;
import io.lamella.content.store.NoSuchObjectException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCacheTest {
  private static final int BLOCK = 1000;
  private static final int ON_DISK = BLOCK + 4;

  @TempDir Path folder;
  private SimpleMeterRegistry meters;
  private ContentCache cache;

  @BeforeEach
  void open() throws IOException {
    open(10 * ON_DISK);
  }

  private void open(long maxBytes) throws IOException {
    meters = new SimpleMeterRegistry();
    cache = new ContentCache(folder, maxBytes, BLOCK, meters);
  }

  @Test
  void readsRangesAcrossBlocksAndTheShortLastOne() throws IOException {
    // Given
    MemoryPack pack = new MemoryPack(1, 3 * BLOCK + 77);

    // When
    byte[] range = read(pack, 990, 2 * BLOCK + 87);

    // Then
    assertThat(range).isEqualTo(Arrays.copyOfRange(pack.bytes, 990, pack.bytes.length));
  }

  @Test
  void readsFromTheStoreOnce() throws IOException {
    // Given
    MemoryPack pack = new MemoryPack(2, 2 * BLOCK);
    read(pack, 0, 2 * BLOCK);

    // When
    byte[] again = read(pack, 0, 2 * BLOCK);

    // Then
    assertThat(again).isEqualTo(pack.bytes);
    assertThat(pack.reads).hasValue(2);
    assertThat(meters.counter("lamella.content.cache.hits").count()).isEqualTo(2);
  }

  @Test
  void remembersItsBlocksAfterARestart() throws IOException {
    // Given
    MemoryPack pack = new MemoryPack(3, 2 * BLOCK);
    read(pack, 0, 2 * BLOCK);

    // When
    open();
    byte[] again = read(pack, 0, 2 * BLOCK);

    // Then
    assertThat(again).isEqualTo(pack.bytes);
    assertThat(pack.reads).hasValue(2);
  }

  @Test
  void givesBackTheRoomOfBlocksOfAnotherLength() throws IOException {
    // Given
    MemoryPack pack = new MemoryPack(3, 2 * BLOCK);
    read(pack, 0, 2 * BLOCK);
    Path before = block();

    // When
    new ContentCache(folder, 10 * ON_DISK, 2 * BLOCK, new SimpleMeterRegistry());

    // Then
    assertThat(before).doesNotExist();
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void leavesNobodyWaitingForAFetchThatBroke() throws Exception {
    // Given
    MemoryPack pack = new MemoryPack(3, BLOCK);
    pack.broken = true;
    pack.gate = new CountDownLatch(1);
    ExecutorService readers = Executors.newFixedThreadPool(2);
    List<Future<byte[]>> reads =
        IntStream.range(0, 2).mapToObj(i -> readers.submit(() -> read(pack, 0, BLOCK))).toList();
    await().until(() -> pack.reads.get() == 1);

    // When
    pack.gate.countDown();

    // Then
    for (Future<byte[]> read : reads) {
      assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(StackOverflowError.class);
    }
    readers.shutdown();
  }

  @Test
  void fetchesADamagedBlockAgain() throws IOException {
    // Given
    MemoryPack pack = new MemoryPack(4, BLOCK);
    read(pack, 0, BLOCK);
    byte[] good = Files.readAllBytes(block());

    for (int at : new int[] {0, 3, 4, 500, good.length - 1}) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(block(), bad);

      // When
      byte[] again = read(pack, 0, BLOCK);

      // Then
      assertThat(again).isEqualTo(pack.bytes);
      assertThat(Files.readAllBytes(block())).isEqualTo(good);
    }
    assertThat(pack.reads).hasValue(6);
    assertThat(meters.counter("lamella.content.cache.damaged").count()).isEqualTo(5);
  }

  @Test
  void fetchesABlockAgainThatACrashCutShort() throws IOException {
    // Given
    MemoryPack pack = new MemoryPack(5, BLOCK);
    read(pack, 0, BLOCK);
    Files.write(block(), new byte[3]);

    // When
    open();

    // Then
    assertThat(read(pack, 0, BLOCK)).isEqualTo(pack.bytes);
  }

  @Test
  void neverServesOneBlockForAnother() throws IOException {
    // Given
    MemoryPack pack = new MemoryPack(6, 2 * BLOCK);
    read(pack, 0, 2 * BLOCK);
    List<Path> blocks = blocks();
    Files.copy(blocks.get(0), blocks.get(1), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    // When
    byte[] again = read(pack, 0, 2 * BLOCK);

    // Then
    assertThat(again).isEqualTo(pack.bytes);
  }

  @Test
  void staysWithinItsBytesAndKeepsWhatWasUsedLast() throws IOException {
    // Given
    open(3 * ON_DISK);
    MemoryPack pack = new MemoryPack(7, 10 * BLOCK);
    for (int block : new int[] {0, 1, 2, 0, 3}) {
      read(pack, block * BLOCK, BLOCK);
    }
    int reads = pack.reads.get();

    // When
    read(pack, 0, BLOCK);
    int afterUsed = pack.reads.get();
    read(pack, BLOCK, BLOCK);

    // Then
    assertThat(afterUsed).isEqualTo(reads);
    assertThat(pack.reads).hasValue(reads + 1);
    assertThat(blocks()).hasSize(3);
    assertThat(meters.get("lamella.content.cache.size").gauge().value()).isEqualTo(3 * ON_DISK);
  }

  @Test
  void clearsWhatWritersLeftAndShrinksToANewBound() throws IOException {
    // Given
    MemoryPack pack = new MemoryPack(8, 5 * BLOCK);
    read(pack, 0, 5 * BLOCK);
    Path left = Files.write(blocks().get(0).resolveSibling(".tmp-1"), new byte[9]);

    // When
    open(2 * ON_DISK);

    // Then
    assertThat(left).doesNotExist();
    assertThat(blocks()).hasSize(2);
  }

  @Test
  void sharesOneFetchAmongThoseWhoWait() throws Exception {
    // Given
    MemoryPack pack = new MemoryPack(9, BLOCK);
    pack.gate = new CountDownLatch(1);
    ExecutorService readers = Executors.newFixedThreadPool(8);

    // When
    List<Future<byte[]>> reads =
        IntStream.range(0, 8)
            .mapToObj(reader -> readers.submit(() -> read(pack, 0, BLOCK)))
            .toList();
    await().until(() -> pack.reads.get() == 1);
    pack.gate.countDown();

    // Then
    for (Future<byte[]> read : reads) {
      assertThat(read.get()).isEqualTo(pack.bytes);
    }
    assertThat(pack.reads).hasValue(1);
    readers.shutdown();
  }

  @Test
  void saysThatAPackIsGoneAndTriesAgainNextTime() throws IOException {
    // Given
    MemoryPack pack = new MemoryPack(10, BLOCK);
    pack.lost = true;
    assertThatThrownBy(() -> read(pack, 0, BLOCK)).isInstanceOf(NoSuchObjectException.class);

    // When
    pack.lost = false;

    // Then
    assertThat(read(pack, 0, BLOCK)).isEqualTo(pack.bytes);
  }

  @Test
  void refusesRangesOutsideOfThePack() {
    MemoryPack pack = new MemoryPack(11, BLOCK);

    assertThatThrownBy(() -> read(pack, 1, BLOCK)).isInstanceOf(CorruptedException.class);
  }

  @Test
  void prefetchesWhatIsNotThere() throws IOException {
    // Given
    MemoryPack pack = new MemoryPack(12, 3 * BLOCK + 10);
    read(pack, BLOCK, 1);

    // When
    long fetched = new CachedPack(pack.ref, pack, cache).prefetch(BLOCK - 1, 2 * BLOCK + 11);

    // Then
    assertThat(fetched).isEqualTo(2 * BLOCK + 10);
    assertThat(read(pack, 0, pack.bytes.length)).isEqualTo(pack.bytes);
    assertThat(pack.reads).hasValue(4);
  }

  private byte[] read(MemoryPack pack, long offset, int length) throws IOException {
    try (InputStream in = new CachedPack(pack.ref, pack, cache).open(offset, length)) {
      return in.readAllBytes();
    }
  }

  private Path block() throws IOException {
    return blocks().get(0);
  }

  private List<Path> blocks() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
