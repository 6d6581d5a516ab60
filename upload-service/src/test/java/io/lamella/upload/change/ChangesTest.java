package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.content.pack.Extent;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.ForgedRun;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ChangesTest {
  private final TestVersion version = TestVersion.fresh();
  private final TestPack pack = TestPack.random(4, 10_000);

  @Test
  void takesARunAndGivesItOut() throws IOException {
    // Given
    pack.put(version);
    Entry.File file = pack.small(version, "train/a.bin");
    Digest claimed = Digest.of(new byte[] {1});
    Entry.File longer = pack.file(version, "train/b.bin", claimed);
    Entry.Symlink link = new Entry.Symlink(EntryPath.of("link"), "train/a.bin");

    // When
    RunAccepted accepted =
        TestPack.register(version, TestPack.run(file, longer, link)).as(RunAccepted.class);

    // Then
    assertThat(accepted.puts()).isEqualTo(3);
    assertThat(puts()).containsExactly(link, file, longer);
    DraftView view = version.draft().as(DraftView.class);
    assertThat(view.pending()).isEqualTo(3);
    assertThat(view.removed()).isZero();
    assertThat(view.bytes()).isEqualTo(50_000);
  }

  @Test
  void aLaterRunWins() throws IOException {
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "a"), pack.small(version, "b/c")));

    TestPack.register(version, TestPack.run(List.of(new Change.DeleteTree(EntryPath.of("b")))));

    assertThat(puts()).containsExactly(pack.small(version, "a"));
  }

  @Test
  void refusesBytesThatAreNotStored() {
    version.open();
    TestPack never = TestPack.random(1, 1_000);

    Answer answer =
        TestPack.register(version, TestPack.run(never.small(version, "train/lost.bin")));

    assertThat(answer.problem(ErrorCode.MISSING_CONTENT)).contains("train/lost.bin");
    assertThat(version.draft().as(DraftView.class).pending()).isZero();
  }

  @Test
  void refusesBytesThatAreStoredButNotLeased() {
    TestVersion owner = TestVersion.in(version.domain());
    pack.put(owner);

    Answer answer = TestPack.register(version, TestPack.run(pack.small(version, "stolen")));

    assertThat(answer.problem(ErrorCode.MISSING_CONTENT)).contains("stolen");
  }

  @Test
  void refusesBytesOfAnotherDomain() {
    TestVersion owner = TestVersion.fresh();
    pack.put(owner);

    Answer answer = TestPack.register(version, TestPack.run(pack.small(owner, "stolen")));

    assertThat(answer.problem(ErrorCode.MISSING_CONTENT)).contains("stolen");
  }

  @Test
  void refusesBytesWhoseLeaseHasEnded() {
    pack.put(version);
    TestRows.change(
        "UPDATE lease SET until = now() - interval '1 second' WHERE draft = $1", version.id());
    TestRows.change("UPDATE draft SET lease_until = now() WHERE version = $1", version.id());

    Answer answer = TestPack.register(version, TestPack.run(pack.small(version, "late")));

    answer.problem(ErrorCode.MISSING_CONTENT);
  }

  @Test
  void refusesRangesThatAreNotThePacks() {
    pack.put(version);
    Entry.File file = pack.small(version, "bent");
    Extent right = file.extents().get(0);
    Extent shifted =
        new Extent(
            right.pack(),
            right.offset() + 1,
            right.storedLength(),
            right.rawLength(),
            right.firstSlot(),
            1);
    Extent beyond =
        new Extent(right.pack(), right.offset(), right.storedLength(), right.rawLength(), 4, 1);

    for (Extent wrong : List.of(shifted, beyond)) {
      Answer answer =
          TestPack.register(version, TestPack.run(with(file, file.size(), List.of(wrong))));
      assertThat(answer.problem(ErrorCode.INVALID_CHANGE)).contains("bent");
    }
  }

  @Test
  void refusesASizeThatIsNotThatOfTheRanges() {
    pack.put(version);
    Entry.File file = pack.small(version, "grown");

    Answer answer =
        TestPack.register(version, TestPack.run(with(file, file.size() + 1, file.extents())));

    assertThat(answer.problem(ErrorCode.INVALID_CHANGE)).contains("grown");
  }

  @Test
  void refusesAWrongDigestOfAOneChunkFile() {
    pack.put(version);

    Answer answer =
        TestPack.register(version, TestPack.run(pack.file(version, "lie", Digest.EMPTY, 0, 1)));

    assertThat(answer.problem(ErrorCode.INVALID_CHANGE)).contains("lie");
  }

  @Test
  void refusesAWrongDigestOfAnEmptyFile() {
    version.open();
    Entry.File empty =
        new Entry.File(EntryPath.of("empty"), 0, false, Digest.of(new byte[1]), List.of(), 0, 0644);

    assertThat(TestPack.register(version, TestPack.run(empty)).problem(ErrorCode.INVALID_CHANGE))
        .contains("empty");
  }

  @Test
  void refusesWhatIsNoRun() {
    version.open();

    TestPack.register(version, new byte[] {1, 2, 3}).problem(ErrorCode.INVALID_CHANGE);
  }

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
  void takesTheLongestPath() throws IOException {
    String longest = "x".repeat(EntryPath.MAX_BYTES);

    TestPack.register(version, ForgedRun.symlinkAt(longest.getBytes(StandardCharsets.UTF_8)))
        .as(RunAccepted.class);

    assertThat(puts()).containsExactly(new Entry.Symlink(EntryPath.of(longest), "x"));
  }

  @Test
  void keepsPathsThatDifferInCaseOrNormalizationOnly() throws IOException {
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
    assertThat(puts()).isEqualTo(all);
    version.atEpoch(2).askSeal();
    assertThat(version.atEpoch(2).awaitSealed().files()).isEqualTo(7);
  }

  @Test
  void aFileInThePlaceOfAFolderRemovesWhatLiesBeneath() throws IOException {
    // Given
    pack.put(version);
    TestPack.register(
        version, TestPack.run(pack.small(version, "a/b"), pack.small(version, "a/c/d")));

    // When
    TestPack.register(version, TestPack.run(pack.small(version, "a"))).as(RunAccepted.class);

    // Then
    assertThat(puts()).containsExactly(pack.small(version, "a"));
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

  @Test
  void theSameKeyAndBodyIsTheSameAnswer() {
    // Given
    pack.put(version);
    byte[] run = TestPack.run(pack.small(version, "once"));

    // When
    RunAccepted first =
        TestPack.register(version, run, "Idempotency-Key", "k1").as(RunAccepted.class);
    RunAccepted again =
        TestPack.register(version, run, "Idempotency-Key", "k1").as(RunAccepted.class);
    RunAccepted other =
        TestPack.register(version, run, "Idempotency-Key", "k2").as(RunAccepted.class);

    // Then
    assertThat(again).isEqualTo(first);
    assertThat(other.run()).isEqualTo(first.run() + 1);
  }

  @Test
  void refusesAKeyThatIsTooLongAndSaysTheLimit() {
    version.open();

    Answer answer = TestPack.register(version, TestPack.run(), "Idempotency-Key", "k".repeat(256));

    assertThat(answer.problem(ErrorCode.LIMIT_EXCEEDED)).contains("255");
  }

  @Test
  void changesExtendTheLeases() {
    version.open();
    TestRows.change(
        "UPDATE draft SET lease_until = now(), touched = now() WHERE version = $1", version.id());

    TestPack.register(version, TestPack.run(new Entry.Symlink(EntryPath.of("a"), "b")));

    assertThat(version.draft().as(DraftView.class).leaseUntil())
        .isAfter(Instant.now().plusSeconds(23 * 3600));
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "one")), "Idempotency-Key", "k");

    Answer answer =
        TestPack.register(
            version, TestPack.run(pack.small(version, "two")), "Idempotency-Key", "k");

    answer.problem(ErrorCode.IDEMPOTENCY_MISMATCH);
  }

  @Test
  void aRepeatedRequestIsAnsweredWhileSealing() {
    // Given
    pack.put(version);
    byte[] run = TestPack.run(pack.small(version, "once"));
    RunAccepted first =
        TestPack.register(version, run, "Idempotency-Key", "k").as(RunAccepted.class);
    TestRows.change("UPDATE draft SET state = 'SEALING' WHERE version = $1", version.id());

    // When
    Answer again = TestPack.register(version, run, "Idempotency-Key", "k");

    // Then
    assertThat(again.as(RunAccepted.class)).isEqualTo(first);
    TestPack.register(version, run).problem(ErrorCode.SEALING);
  }

  @Test
  void aFolderCountsOnlyWhereNothingLiesBeneathIt() throws IOException {
    // Given
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "full/a")));
    Entry.Folder full = new Entry.Folder(EntryPath.of("full"), 0755);
    Entry.Folder bare = new Entry.Folder(EntryPath.of("bare"), 0755);

    // When
    RunAccepted accepted =
        TestPack.register(version, TestPack.run(full, bare)).as(RunAccepted.class);

    // Then
    assertThat(accepted.puts()).isEqualTo(1);
    assertThat(puts()).containsExactly(bare, pack.small(version, "full/a"));
  }

  @Test
  void aFolderCountsWhenTheSameRunEmptiesIt() throws IOException {
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "full/a")));
    Entry.Folder full = new Entry.Folder(EntryPath.of("full"), 0755);

    TestPack.register(
        version,
        TestPack.run(List.of(new Change.Put(full), new Change.Delete(EntryPath.of("full/a")))));

    assertThat(puts()).containsExactly(full);
  }

  @Test
  void aFolderOfTheParentThatHoldsSomethingStaysAsItIs() throws IOException {
    // Given: a parent with a/1, a/2 and b/1
    pack.put(version);
    TestPack.register(
        version,
        TestPack.run(
            pack.small(version, "a/1"), pack.small(version, "a/2"), pack.small(version, "b/1")));
    version.atEpoch(2).askSeal();
    TestVersion child = version.child(version.atEpoch(2).awaitSealed());
    Entry.Folder a = new Entry.Folder(EntryPath.of("a"), 0755);
    Entry.Folder b = new Entry.Folder(EntryPath.of("b"), 0755);

    // When: one of two goes from a, all of b
    TestPack.register(
        child,
        TestPack.run(
            List.of(
                new Change.Put(a),
                new Change.Delete(EntryPath.of("a/2")),
                new Change.Put(b),
                new Change.Delete(EntryPath.of("b/1")))));
    child.atEpoch(2).askSeal();

    // Then
    assertThat(puts(child)).containsExactly(b);
    assertThat(child.atEpoch(2).awaitSealed().files()).isEqualTo(1);
  }

  @Test
  void aRunWithFoldersIsTakenInWhileOthersChangeTheDraftAllTheTime() {
    // Given: a draft that takes longer to read than a run to append
    List<Change> many = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      many.add(new Change.Put(new Entry.Symlink(EntryPath.of("links/" + i), "target")));
    }
    TestPack.register(version, TestPack.run(many)).as(RunAccepted.class);
    AtomicBoolean done = new AtomicBoolean();
    byte[] small = TestPack.run(new Entry.Symlink(EntryPath.of("other"), "target"));
    List<CompletableFuture<Void>> others =
        Stream.of(1, 2, 3)
            .map(
                n ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (!done.get()) {
                            TestPack.register(version, small).as(RunAccepted.class);
                          }
                        }))
            .toList();

    // When
    Answer answer =
        TestPack.register(version, TestPack.run(new Entry.Folder(EntryPath.of("bare"), 0755)));
    done.set(true);

    // Then
    assertThat(answer.as(RunAccepted.class).puts()).isEqualTo(1);
    others.forEach(CompletableFuture::join);
  }

  @Test
  void manySmallRunsBecomeFew() throws IOException {
    // Given
    pack.put(version);

    // When
    for (int i = 0; i < 70; i++) {
      TestPack.register(version, TestPack.run(pack.small(version, "file-" + i % 35)));
    }

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(TestRows.count("draft_run WHERE version = $1", version.id()))
                    .isLessThan(10));
    assertThat(puts()).hasSize(35);
    assertThat(version.draft().as(DraftView.class).pending()).isEqualTo(35);
  }

  @Test
  void aLongRunIsStoredAsAnObject() throws IOException {
    // Given
    pack.put(version);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      changes.add(new Change.Put(pack.file(version, "f" + i, Digest.of(TestPack.random(8)), 0, 2)));
    }

    // When
    TestPack.register(version, TestPack.run(changes)).as(RunAccepted.class);

    // Then
    assertThat(TestRows.count("draft_run WHERE version = $1 AND object IS NOT NULL", version.id()))
        .isEqualTo(1);
    assertThat(TestRows.count("run_litter WHERE object LIKE $1", "%" + version.id() + "%"))
        .isZero();
    assertThat(puts()).hasSize(5_000);
  }

  @Test
  void pagesThroughWhatTheDraftHolds() {
    pack.put(version);
    TestPack.register(
        version,
        TestPack.run(
            pack.small(version, "a"), pack.small(version, "b"), pack.small(version, "c/d")));

    String first = new String(version.get("/entries?limit=2").bytes());
    String second = new String(version.get("/entries?limit=2&after=b").bytes());

    assertThat(first).contains("\"path\":\"a\"", "\"path\":\"b\"", "\"next\":\"b\"");
    assertThat(second).contains("\"path\":\"c/d\"", "\"change\":\"added\"", "\"next\":null");
    assertThat(version.get("/entries?limit=0").problem(ErrorCode.LIMIT_EXCEEDED)).contains("1000");
  }

  @Test
  void anAddressThatIsNotPercentEncodedIsAProblem() {
    version.open();

    String answer =
        RawRequest.announce(version, "GET", "/v1/drafts/" + version.id() + "/entries?after=%zz", 0);

    assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid-request", "%zz");
  }

  @Test
  void refusesARunThatIsTooLarge() {
    version.open();
    String answer =
        RawRequest.announce(version, "POST", "/v1/drafts/" + version.id() + "/changes", 1L << 30);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("268435456");
  }

  private static Entry.File with(Entry.File file, long size, List<Extent> extents) {
    return new Entry.File(
        file.path(),
        size,
        file.executable(),
        file.digest(),
        extents,
        file.mtimeNanos(),
        file.mode());
  }

  private List<Entry> puts() throws IOException {
    return puts(version);
  }

  private static List<Entry> puts(TestVersion of) throws IOException {
    Answer answer = of.send("GET", "/v1/drafts/" + of.id() + "/changes", BodyPublishers.noBody());
    assertThat(answer.status()).isEqualTo(200);
    List<Entry> puts = new ArrayList<>();
    try (Cursor<Change> run = Run.decode(new ByteArrayInputStream(answer.bytes()))) {
      for (Change change = run.next(); change != null; change = run.next()) {
        if (change instanceof Change.Put put) {
          puts.add(put.entry());
        }
      }
    }
    return puts;
  }
}
