package io.lamella.upload.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Root;
import io.lamella.content.pack.ExtentReader;
import io.lamella.content.pack.PackSource;
import io.lamella.content.pack.StorePacks;
import io.lamella.content.store.FileObjectStore;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.PackStored;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.BlockedThreads;
import io.lamella.testkit.FaultyStore.Fault;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of versions where the store is full, slow, or fails now and then. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class StoreFaultsTest {
  /** More than there are threads for requests. */
  private static final int PACKS_AT_ONCE = 16;

  /** As many as there are threads for events, if so many wait for stores at once. */
  private static final int EVENT_THREADS =
      Math.min(4, 2 * Runtime.getRuntime().availableProcessors());

  /** Longer than an event loop may be held up in tests. */
  private static final Duration SLOW = Duration.ofMillis(1_500);

  private final TestVersion version = TestVersion.fresh();
  private final TestVersion sealing = version.atEpoch(2);
  private final BlockedThreads blocked = new BlockedThreads();
  private final ExecutorService clients = Executors.newFixedThreadPool(PACKS_AT_ONCE + 1);

  @AfterEach
  void stop() {
    blocked.close();
    clients.shutdownNow();
  }

  @Test
  void everythingComesOutRightThoughEveryThirdCallFails() throws IOException {
    // Given
    FaultyStores.meet(Fault.everyThird());
    Map<String, Digest> wanted = new HashMap<>();
    for (int i = 0; i < 6; i++) {
      TestPack pack = TestPack.random(3, 20_000);
      untilTaken(() -> pack.put(version));
      Entry.File file = pack.small(version, "packed/" + i);
      untilTaken(() -> TestPack.register(version, TestPack.run(file)));
      wanted.put(file.path().toString(), file.digest());
    }
    for (int i = 0; i < 3; i++) {
      byte[] content = TestPack.random(3 << 20);
      untilTaken(() -> putFile("whole/" + file(content), content));
      wanted.put("whole/" + file(content), Digest.of(content));
    }

    // When
    sealing.askSeal();
    VersionSealed parent = sealing.awaitSealed();
    TestVersion child = version.child(parent);
    byte[] more = TestPack.random(10_000);
    untilTaken(() -> putFile(child, "more", more));
    child.atEpoch(2).askSeal();
    VersionSealed sealed = child.atEpoch(2).awaitSealed();

    // Then
    assertThat(read(parent)).isEqualTo(wanted);
    wanted.put("more", Digest.of(more));
    assertThat(read(sealed)).isEqualTo(wanted);
    assertThat(blocked.said()).isEmpty();
  }

  @Test
  void aPackThatMeetsAFullStoreIsRefusedWithWhatToDoAndTakenOnceThereIsRoom() {
    // Given
    AtomicBoolean full = new AtomicBoolean();
    FaultyStores.meet(Fault.noRoomWhile(full::get));
    TestPack before = TestPack.random(2, 10_000);
    before.put(version).as(PackStored.class);
    TestPack pack = TestPack.random(40, 50_000);

    // When
    full.set(true);
    String said = pack.put(version).problem(ErrorCode.STORAGE_FULL);
    String saidOfFile = putFile("file", TestPack.random(1_000)).problem(ErrorCode.STORAGE_FULL);
    long packs = TestRows.count("pack WHERE domain = $1", Columns.domain(version.domain()));
    full.set(false);

    // Then
    assertThat(said).contains("make room", "again").isEqualTo(saidOfFile);
    assertThat(packs).isEqualTo(1);
    assertThat(before.put(version).as(PackStored.class).existed()).isTrue();
    assertThat(pack.put(version).as(PackStored.class).existed()).isFalse();
  }

  @Test
  void aSealThatMeetsAFullStoreIsDoneOnceThereIsRoom() {
    // Given
    AtomicBoolean full = draftInAStoreThatIsFull();

    // When
    full.set(false);
    tryNow(1);

    // Then
    assertThat(sealing.awaitSealed().files()).isEqualTo(1);
  }

  @Test
  void aSealThatMetAFullStoreForTooLongSaysSoAndLosesNothing() {
    // Given
    AtomicBoolean full = draftInAStoreThatIsFull();

    // When
    tryNow(9);
    SealFailed failed = sealing.awaitSealFailed();
    full.set(false);

    // Then
    assertThat(failed.code()).isEqualTo(ErrorCode.SEAL_FAILED.code());
    assertThat(failed.detail()).contains("storage-full", "make room");
    version.atEpoch(4).open().as(DraftView.class);
    version.atEpoch(5).askSeal();
    assertThat(version.atEpoch(5).awaitSealed().files()).isEqualTo(1);
  }

  /** A draft with a file, whose seal has failed for want of room once. */
  private AtomicBoolean draftInAStoreThatIsFull() {
    AtomicBoolean full = new AtomicBoolean();
    FaultyStores.meet(Fault.noRoomWhile(full::get));
    TestPack pack = TestPack.random(1, 10_000);
    pack.put(version).as(PackStored.class);
    TestPack.register(version, TestPack.run(pack.small(version, "a"))).as(RunAccepted.class);
    full.set(true);
    sealing.askSeal();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                TestRows.count(
                        "seal WHERE version = $1 AND state = 'PENDING' AND attempts > 0",
                        version.id())
                    == 1);
    return full;
  }

  /** Lets the next attempt come now instead of after its pause, but not while one is under way. */
  private void tryNow(int attempts) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                !TestRows.query(
                        "UPDATE seal SET attempts = $2, not_before = now() WHERE version = $1 AND"
                            + " claimed_by IS NULL RETURNING 1",
                        version.id(),
                        attempts)
                    .isEmpty());
  }

  @Test
  void aSlowStoreIsWaitedForButNotByAnEventLoop() throws IOException {
    // Given
    FaultyStores.meet(Fault.slow(SLOW));
    TestPack pack = TestPack.random(1, 10_000);

    // When
    pack.put(version).as(PackStored.class);
    TestPack.register(version, TestPack.run(pack.small(version, "a"))).as(RunAccepted.class);
    sealing.askSeal();
    VersionSealed sealed = sealing.awaitSealed();

    // Then
    assertThat(read(sealed)).isEqualTo(Map.of("a", pack.index().slots().get(0).chunk()));
    assertThat(blocked.said()).isEmpty();
  }

  @Test
  void aStoreThatStandsStillHoldsNoOtherRequestUp() {
    // Given
    version.open();
    TestVersion other = TestVersion.fresh();
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger standing = new AtomicInteger();
    FaultyStores.meet(Fault.standStill(released, standing));
    List<CompletableFuture<Answer>> packs =
        IntStream.range(0, PACKS_AT_ONCE)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> TestPack.random(1, 1_000).put(version), clients))
            .toList();
    await().atMost(Duration.ofMinutes(1)).until(() -> arriving() == PACKS_AT_ONCE);
    await().atMost(Duration.ofMinutes(1)).until(() -> standing.get() > 0);

    // When
    CompletableFuture<Answer> opened = CompletableFuture.supplyAsync(other::open, clients);

    // Then
    assertThat(opened).succeedsWithin(Duration.ofMinutes(1));
    assertThat(packs).noneMatch(CompletableFuture::isDone);
    released.countDown();
    assertThat(packs).allSatisfy(pack -> assertThat(pack.join().status()).isEqualTo(201));
    assertThat(blocked.said()).isEmpty();
  }

  @Test
  void aStoreThatStandsStillHoldsNoEventUp() {
    // Given: files whose packs wait for the store
    version.open();
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger standing = new AtomicInteger();
    FaultyStores.meet(Fault.standStill(released, standing));
    List<CompletableFuture<Answer>> files =
        IntStream.range(0, PACKS_AT_ONCE / 2)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> putFile(TestVersion.fresh(), "a", TestPack.random(1_000)), clients))
            .toList();
    await().atMost(Duration.ofMinutes(1)).until(() -> standing.get() >= EVENT_THREADS);

    // When
    version.atEpoch(3).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);

    // Then
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(version.draft().as(DraftView.class).state()).isEqualTo("closed"));
    assertThat(files).noneMatch(CompletableFuture::isDone);
    released.countDown();
    assertThat(files).allSatisfy(file -> assertThat(file.join().status()).isEqualTo(201));
  }

  private long arriving() {
    return TestRows.count(
        "pack WHERE domain = $1 AND state = 'WRITING'", Columns.domain(version.domain()));
  }

  private Answer putFile(String path, byte[] content) {
    return putFile(version, path, content);
  }

  private static Answer putFile(TestVersion version, String path, byte[] content) {
    return version.send(
        "PUT",
        "/v1/drafts/" + version.id() + "/files/" + path,
        BodyPublishers.ofByteArray(content));
  }

  private static String file(byte[] content) {
    return Digest.of(content).hex().substring(0, 8);
  }

  /** Sends it again as clients do, as long as the service asks for that. */
  private static void untilTaken(Supplier<Answer> request) {
    List<Integer> refusals = new ArrayList<>();
    Answer answer = request.get();
    while (answer.status() == ErrorCode.UNAVAILABLE.status() && refusals.size() < 20) {
      assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
      refusals.add(answer.status());
      answer = request.get();
    }
    assertThat(answer.status()).as("after %s", refusals).isBetween(200, 201);
  }

  /** Digest of every file, of the bytes that are stored. */
  private static Map<String, Digest> read(VersionSealed sealed) throws IOException {
    PackSource packs =
        new StorePacks(new FileObjectStore(Path.of(URI.create(TestVersion.store()))));
    Map<String, Digest> found = new HashMap<>();
    try (Cursor<Entry> entries = new Manifest(packs, Root.of(sealed.root())).entries(null, null)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        Entry.File file = (Entry.File) entry;
        try (InputStream in = new ExtentReader(packs).stream(file.extents(), 0, file.size())) {
          found.put(file.path().toString(), Digest.of(in.readAllBytes()));
        }
      }
    }
    return found;
  }
}
