package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.ForgedRun;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run may name, and what comes of one that is hostile or cut off. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ChangePathsTest {
  private final TestVersion version = TestVersion.fresh();
  private final TestPack pack = TestPack.random(4, 10_000);

  static Stream<byte[]> badPaths() {
    return Stream.concat(
        Stream.of(
                "",
                "/",
                "/etc/passwd",
                "../up",
                "a/../../up",
                "a/..",
                "./a",
                "a/./b",
                "a//b",
                "a/",
                "a\0b",
                "x".repeat(5_000),
                "long/".repeat(999) + "name")
            .map(path -> path.getBytes(StandardCharsets.UTF_8)),
        Stream.of(
            new byte[] {'a', (byte) 0xff},
            new byte[] {(byte) 0xc0, (byte) 0xaf},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
  }

  @ParameterizedTest
  @MethodSource("badPaths")
  void refusesAPathThatNoVersionCanHoldAndNamesIt(byte[] path) {
    // Given
    version.open();

    // When
    Answer answer = TestPack.register(version, ForgedRun.symlinkAt(path));

    // Then
    String named = new String(path, 0, Math.min(path.length, 100), StandardCharsets.UTF_8);
    assertThat(answer.problem(ErrorCode.INVALID_PATH)).contains(named);
    assertThat(version.draft().as(DraftView.class).pending()).isZero();
  }

  @Test
  void takesTheLongestPath() {
    String longest = "x".repeat(EntryPath.MAX_BYTES);

    TestPack.register(version, ForgedRun.symlinkAt(longest.getBytes(StandardCharsets.UTF_8)))
        .as(RunAccepted.class);

    assertThat(version.puts()).containsExactly(new Entry.Symlink(EntryPath.of(longest), "x"));
  }

  @Test
  void keepsPathsThatDifferInCaseOrNormalizationOnly() {
    // Given
    pack.put(version);
    List<Entry> all =
        Stream.of("A", "a", "e\u0301", "\u00e9", "\u212b", "\u00c5", "A\u030a")
            .<Entry>map(name -> pack.small(version, name))
            .sorted(Comparator.comparing(Entry::path))
            .toList();

    // When
    TestPack.register(version, TestPack.run(all.toArray(Entry[]::new))).as(RunAccepted.class);

    // Then
    assertThat(version.puts()).isEqualTo(all);
    version.atEpoch(2).askSeal();
    assertThat(version.atEpoch(2).awaitSealed().files()).isEqualTo(7);
  }

  @Test
  void aFileInThePlaceOfAFolderRemovesWhatLiesBeneath() {
    // Given
    pack.put(version);
    TestPack.register(
        version, TestPack.run(pack.small(version, "a/b"), pack.small(version, "a/c/d")));

    // When
    TestPack.register(version, TestPack.run(pack.small(version, "a"))).as(RunAccepted.class);

    // Then
    assertThat(version.puts()).containsExactly(pack.small(version, "a"));
    version.atEpoch(2).askSeal();
    assertThat(version.atEpoch(2).awaitSealed().files()).isEqualTo(1);
  }

  @Test
  void takesAMillionPathsInOneRun() throws IOException {
    // Given
    int[] next = {0};
    Cursor<Change> million =
        () ->
            next[0] == 1_000_000
                ? null
                : new Change.Put(
                    new Entry.Symlink(EntryPath.of("link-%06d".formatted(next[0]++)), "target"));
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    Run.encode(million, run);

    // When
    RunAccepted accepted = TestPack.register(version, run.toByteArray()).as(RunAccepted.class);

    // Then
    assertThat(accepted.puts()).isEqualTo(1_000_000);
    assertThat(version.draft().as(DraftView.class).pending()).isEqualTo(1_000_000);
  }

  @Test
  void refusesABlockThatUnfoldsToMoreThanMemoryHolds() {
    // Given: some hundred bytes that become 30 MiB
    version.open();
    byte[] run = ForgedRun.run(1, new byte[30 << 20]);
    assertThat(run.length).isLessThan(10_000);

    // When, Then
    assertThat(TestPack.register(version, run).problem(ErrorCode.LIMIT_EXCEEDED))
        .contains(Integer.toString(30 << 20));
  }

  @Test
  void aRunThatIsCutOffRegistersNothing() {
    // Given
    List<Change> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(new Change.Put(new Entry.Symlink(EntryPath.of("l" + i), Digest.of(bytes(i)).hex())));
    }
    byte[] run = TestPack.run(many);
    version.open();

    // When
    RawRequest.cutOff(
        version,
        "POST",
        "/v1/drafts/" + version.id() + "/changes",
        run.length,
        Arrays.copyOf(run, run.length - 100_000));

    // Then
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(30))
        .until(() -> version.draft().as(DraftView.class).pending() == 0);
    assertThat(TestPack.register(version, run).as(RunAccepted.class).puts()).isEqualTo(20_000);
  }

  private static byte[] bytes(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
  }
}
