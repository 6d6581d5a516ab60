package io.lamella.sdk.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanIndexTest {
  private static final UUID VERSION = UUID.randomUUID();
  private static final Instant SCAN = Instant.parse("2026-11-22T10:00:00Z");
  private static final long NOW = TimeUnit.SECONDS.toNanos(SCAN.getEpochSecond());
  private static final long OLD = NOW - TimeUnit.HOURS.toNanos(1);
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("index");
  }

  private static Stamp stamp(long mtime, long ctime) {
    return new Stamp(0100644, 10, mtime, ctime, 77, 1);
  }

  private void write(Stamp stamp, String... paths) throws IOException {
    try (ScanIndexWriter writer = new ScanIndexWriter(file, VERSION, SCAN)) {
      for (String path : paths) {
        writer.add(EntryPath.of(path), stamp, DIGEST);
      }
      writer.commit();
    }
  }

  private static Scanned.File found(String path, Stamp stamp) {
    return new Scanned.File(EntryPath.of(path), Path.of(path), stamp);
  }

  @Test
  void knowsAFileThatIsAsItWas() throws IOException {
    write(stamp(OLD, OLD), "a", "b/c", "d");

    try (ScanIndex index = ScanIndex.open(file, Set.of(VERSION))) {
      assertThat(index.digestOf(found("a", stamp(OLD, OLD)))).isEqualTo(DIGEST);
      assertThat(index.digestOf(found("b/b", stamp(OLD, OLD)))).isNull();
      assertThat(index.digestOf(found("d", stamp(OLD, OLD)))).isEqualTo(DIGEST);
      assertThat(index.digestOf(found("e", stamp(OLD, OLD)))).isNull();
    }
  }

  @Test
  void doesNotKnowAFileWithAnotherStamp() throws IOException {
    write(stamp(OLD, OLD), "a", "b", "c", "d", "e");
    Stamp old = stamp(OLD, OLD);

    try (ScanIndex index = ScanIndex.open(file, Set.of(VERSION))) {
      assertThat(index.digestOf(found("a", new Stamp(0100644, 11, OLD, OLD, 77, 1)))).isNull();
      assertThat(index.digestOf(found("b", stamp(OLD - 1, OLD)))).isNull();
      assertThat(index.digestOf(found("c", stamp(OLD, OLD + 1)))).isNull();
      assertThat(index.digestOf(found("d", new Stamp(0100644, 10, OLD, OLD, 78, 1)))).isNull();
      assertThat(index.digestOf(found("e", old))).isEqualTo(DIGEST);
    }
  }

  @Test
  void doesNotTrustWhatWasChangedShortlyBeforeItsScan() throws IOException {
    long young = NOW - TimeUnit.SECONDS.toNanos(1);
    write(stamp(young, OLD), "a", "b");

    try (ScanIndex index = ScanIndex.open(file, Set.of(VERSION))) {
      assertThat(index.digestOf(found("a", stamp(young, OLD)))).isNull();
    }
    write(stamp(OLD, young), "a");
    try (ScanIndex index = ScanIndex.open(file, Set.of(VERSION))) {
      assertThat(index.digestOf(found("a", stamp(OLD, young)))).isNull();
    }
  }

  @Test
  void isVoidForAnotherVersion() throws IOException {
    write(stamp(OLD, OLD), "a");

    try (ScanIndex index = ScanIndex.open(file, Set.of(UUID.randomUUID()))) {
      assertThat(index.digestOf(found("a", stamp(OLD, OLD)))).isNull();
    }
  }

  @Test
  void knowsNothingWhereThereIsNoneOrOnlyAPart() throws IOException {
    try (ScanIndex index = ScanIndex.open(file, Set.of(VERSION))) {
      assertThat(index.digestOf(found("a", stamp(OLD, OLD)))).isNull();
    }
    write(stamp(OLD, OLD), "a", "b");
    byte[] all = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(all, all.length - 20));

    try (ScanIndex index = ScanIndex.open(file, Set.of(VERSION))) {
      assertThat(index.digestOf(found("a", stamp(OLD, OLD)))).isEqualTo(DIGEST);
      assertThat(index.digestOf(found("b", stamp(OLD, OLD)))).isNull();
    }
  }

  @Test
  void knowsWhatAScanThatEndedEarlyHasFoundOutToo() throws IOException {
    Digest newer = Digest.of(new byte[] {2});
    write(stamp(OLD, OLD), "a", "b");
    try (ScanIndexWriter writer = new ScanIndexWriter(file, VERSION, SCAN)) {
      writer.add(EntryPath.of("a"), stamp(OLD + 1, OLD + 1), newer);
      writer.keepPart();
    }

    try (ScanIndex index = ScanIndex.open(file, Set.of(VERSION))) {
      assertThat(index.digestOf(found("a", stamp(OLD + 1, OLD + 1)))).isEqualTo(newer);
      assertThat(index.digestOf(found("b", stamp(OLD, OLD)))).isEqualTo(DIGEST);
    }
  }

  @Test
  void clearsAwayWhatKilledScansHaveLeft() throws IOException {
    Path left = Files.createFile(folder.resolve("scan1.tmp"));
    Path running = Files.createFile(folder.resolve("scan2.tmp"));
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(8))));

    write(stamp(OLD, OLD), "a");

    assertThat(left).doesNotExist();
    assertThat(running).exists();
  }

  @Test
  void keepsTheIndexBeforeUntilItIsComplete() throws IOException {
    write(stamp(OLD, OLD), "a");
    byte[] before = Files.readAllBytes(file);

    try (ScanIndexWriter writer = new ScanIndexWriter(file, VERSION, SCAN)) {
      writer.add(EntryPath.of("b"), stamp(OLD, OLD), DIGEST);
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}
