package io.lamella.upload.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.SealRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.PackStored;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SealingTest {
  private final TestVersion version = TestVersion.fresh();
  private final TestVersion sealing = version.atEpoch(2);
  private final TestPack pack = TestPack.random(3, 10_000);

  @Test
  void aDraftBecomesAVersion() {
    // Given
    assertThat(version.open().as(DraftView.class).state()).isEqualTo("open");
    assertThat(pack.put(version).as(PackStored.class).existed()).isFalse();
    byte[] run = TestPack.run(pack.small(version, "a/b.bin"));
    assertThat(TestPack.register(version, run).as(RunAccepted.class).puts()).isEqualTo(1);

    // When
    sealing.askSeal();
    VersionSealed sealed = sealing.awaitSealed();

    // Then
    assertThat(sealed.files()).isEqualTo(1);
    assertThat(sealed.bytes()).isEqualTo(10_000);
    assertThat(sealed.added()).isEqualTo(1);
    assertThat(sealed.storedBytes()).isGreaterThan(pack.bytes().length);
    TestPack.register(version, run).problem(ErrorCode.DRAFT_CLOSED);
  }

  @Test
  void aDraftThatNobodyOpenedIsAnEmptyVersion() {
    sealing.askSeal();

    VersionSealed sealed = sealing.awaitSealed();

    assertThat(sealed.files()).isZero();
    assertThat(sealed.bytes()).isZero();
  }

  @Test
  void aChildStoresOnlyItsChange() {
    // Given
    pack.put(version);
    TestPack.register(
        version,
        TestPack.run(pack.small(version, "same"), pack.file(version, "old", slot(1), 1, 1)));
    sealing.askSeal();
    VersionSealed parent = sealing.awaitSealed();
    TestVersion child = version.child(parent);
    TestPack more = TestPack.random(1, 5_000);
    more.put(child);

    // When: it keeps one file, adds two (one of them made of the parent's bytes), removes one
    TestPack.register(
        child,
        TestPack.run(
            List.of(
                new Change.Put(more.small(child, "new")),
                new Change.Put(pack.file(child, "copy", slot(1), 1, 1)),
                new Change.Delete(EntryPath.of("old")))));
    DraftView view = child.draft().as(DraftView.class);
    child.atEpoch(2).askSeal();
    VersionSealed sealed = child.atEpoch(2).awaitSealed();

    // Then
    assertThat(view.pending()).isEqualTo(2);
    assertThat(view.removed()).isEqualTo(1);
    assertThat(sealed.files()).isEqualTo(3);
    assertThat(sealed.added()).isEqualTo(2);
    assertThat(sealed.removed()).isEqualTo(1);
    assertThat(sealed.storedBytes())
        .isGreaterThan(more.bytes().length)
        .isLessThan(pack.bytes().length);
  }

  @Test
  void equalContentHasEqualDigests() {
    // Given
    TestVersion other = TestVersion.in(version.domain());
    pack.put(version);
    pack.put(other);

    // When
    TestPack.register(version, TestPack.run(pack.small(version, "a"), pack.small(version, "b/c")));
    TestPack.register(other, TestPack.run(pack.small(version, "b/c")));
    TestPack.register(other, TestPack.run(pack.small(version, "a")));
    sealing.askSeal();
    other.atEpoch(2).askSeal();

    // Then
    assertThat(sealing.awaitSealed().digest()).isEqualTo(other.atEpoch(2).awaitSealed().digest());
  }

  @Test
  void theSameRequestIsAnsweredAgainWithTheSame() {
    // Given
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "a")));
    sealing.askSeal();
    VersionSealed first = sealing.awaitSealed();

    // When
    sealing.askSeal();

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(TestTopics.all(Topic.UPLOADS))
                    .filteredOn(r -> version.isOf(r, EventType.VERSION_SEALED))
                    .hasSize(2)
                    .allSatisfy(
                        r -> assertThat(TestTopics.body(r, VersionSealed.class)).isEqualTo(first)));
    assertThat(TestRows.count("manifest WHERE version = $1", version.id())).isEqualTo(1);
  }

  @Test
  void anOlderRequestChangesNothing() {
    // Given
    version.atEpoch(5).open();

    // When: an old request, and behind it one that is answered
    version.atEpoch(4).askSeal();
    version.atEpoch(6).askSeal();
    version.atEpoch(6).awaitSealed();

    // Then
    assertThat(TestRows.count("seal WHERE version = $1 AND epoch = 4", version.id())).isZero();
  }

  @Test
  void aLaterTurnOpensASealedDraftWithItsContent() {
    // Given: sealed, but aborted before metadata-service took the answer
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "a")));
    sealing.askSeal();
    VersionSealed first = sealing.awaitSealed();

    // When
    TestVersion resumed = version.atEpoch(4);
    TestPack.register(resumed, TestPack.run(pack.small(version, "b"))).as(RunAccepted.class);
    version.atEpoch(5).askSeal();
    VersionSealed second = version.atEpoch(5).awaitSealed();

    // Then
    assertThat(first.files()).isEqualTo(1);
    assertThat(second.files()).isEqualTo(2);
  }

  @Test
  void refusesChangesWhileSealingAndGoesOnWhenTheSealerDied() {
    // Given: a sealer that claimed the seal and will not come back
    pack.put(version);
    byte[] run = TestPack.run(pack.small(version, "a"));
    TestPack.register(version, run);
    TestRows.change(
        "INSERT INTO seal (version, epoch, request, last_run, claimed_by, claimed_until, attempts)"
            + " VALUES ($1, 2, $2::text::jsonb, 1, $3, now() + interval '1 hour', 1)",
        version.id(),
        Columns.json(sealing.sealRequest()),
        UUID.randomUUID());
    sealing.askSeal();
    await()
        .untilAsserted(
            () -> assertThat(version.draft().as(DraftView.class).state()).isEqualTo("sealing"));
    TestPack.register(version, run).problem(ErrorCode.SEALING);
    pack.put(version).problem(ErrorCode.SEALING);

    // When
    TestRows.change("UPDATE seal SET claimed_until = now() WHERE version = $1", version.id());

    // Then
    assertThat(sealing.awaitSealed().files()).isEqualTo(1);
  }

  @Test
  void failsWhenAPackIsGoneAndNamesIt() {
    // Given
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "train/a")));
    TestRows.change(
        "UPDATE pack SET state = 'TOMBSTONE' WHERE domain = $1", Columns.domain(version.domain()));

    // When
    sealing.askSeal();
    SealFailed failed = sealing.awaitSealFailed();

    // Then
    assertThat(failed.code()).isEqualTo(ErrorCode.MISSING_CONTENT.code());
    assertThat(failed.detail()).contains(pack.index().id().hex()).contains("train/a");
    assertThat(failed.missing()).containsExactly("train/a");
    assertThat(failed.epoch()).isEqualTo(2);
    assertThat(version.draft().as(DraftView.class).state()).isEqualTo("closed");
    // and what is sent again gets another generation
    TestVersion resumed = version.atEpoch(4);
    assertThat(pack.put(resumed).as(PackStored.class).generation()).isEqualTo(1);
  }

  @Test
  void aSealThatNeverEndsFailsAfterSomeAttempts() {
    version.open();
    TestRows.change(
        "INSERT INTO seal (version, epoch, request, last_run, claims, not_before) VALUES ($1, 2,"
            + " $2::text::jsonb, 0, 50, now() + interval '1 hour')",
        version.id(),
        Columns.json(sealing.sealRequest()));
    sealing.askSeal();
    await()
        .untilAsserted(
            () -> assertThat(version.draft().as(DraftView.class).state()).isEqualTo("sealing"));

    TestRows.change("UPDATE seal SET not_before = now() WHERE version = $1", version.id());

    assertThat(sealing.awaitSealFailed().code()).isEqualTo(ErrorCode.SEAL_FAILED.code());
  }

  @Test
  void aFaultThatMayPassIsTriedForLongAndNamedAtLast() {
    // Given: a store that is away
    SealRequested request =
        new SealRequested(
            version.id(),
            2,
            version.dataset(),
            version.domain(),
            "file:///dev/null/away",
            "default",
            List.of(),
            null,
            List.of());
    String id = version.id().toString();
    TestTopics.send(Topic.SEALS, id, EventType.SEAL_REQUESTED, id, request);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        TestRows.count(
                            "seal WHERE version = $1 AND state = 'PENDING' AND attempts > 0",
                            version.id()))
                    .isEqualTo(1));

    // When
    TestRows.change(
        "UPDATE seal SET attempts = 9, not_before = now() WHERE version = $1", version.id());

    // Then
    SealFailed failed = sealing.awaitSealFailed();
    assertThat(failed.code()).isEqualTo(ErrorCode.SEAL_FAILED.code());
    assertThat(failed.detail()).contains("10 times").contains("unavailable");
  }

  @Test
  void pausesBetweenAttemptsGrowToMinutes() {
    assertThat(Sealing.pause(1)).isEqualTo(Duration.ofMillis(500));
    assertThat(Sealing.pause(4)).isEqualTo(Duration.ofSeconds(32));
    assertThat(Sealing.pause(9)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void deathsOfSealersAreNoAttempts() {
    // Given
    version.open();
    TestRows.change(
        "INSERT INTO seal (version, epoch, request, last_run, claims, not_before) VALUES ($1, 2,"
            + " $2::text::jsonb, 0, 20, now() + interval '1 hour')",
        version.id(),
        Columns.json(sealing.sealRequest()));
    sealing.askSeal();
    await()
        .untilAsserted(
            () -> assertThat(version.draft().as(DraftView.class).state()).isEqualTo("sealing"));

    // When
    TestRows.change("UPDATE seal SET not_before = now() WHERE version = $1", version.id());

    // Then
    assertThat(sealing.awaitSealed().files()).isZero();
  }

  @Test
  void aSealThatIsNotWantedAnyMoreEndsSilently() {
    // Given: asked for, not begun, and the version was aborted meanwhile
    version.open();
    TestRows.change(
        "INSERT INTO seal (version, epoch, request, last_run, not_before) VALUES ($1, 2,"
            + " $2::text::jsonb, 0, now() + interval '1 hour')",
        version.id(),
        Columns.json(sealing.sealRequest()));
    version.atEpoch(3).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);
    await()
        .untilAsserted(
            () -> assertThat(version.draft().as(DraftView.class).state()).isEqualTo("closed"));

    // When
    TestRows.change("UPDATE seal SET not_before = now() WHERE version = $1", version.id());

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(
                        TestRows.count(
                            "seal WHERE version = $1 AND state = 'SUPERSEDED'", version.id()))
                    .isEqualTo(1));
    assertThat(TestRows.count("manifest WHERE version = $1", version.id())).isZero();
  }

  @Test
  void aFinalVersionNeedsItsRunsNoMore() {
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "a")));
    sealing.askSeal();
    sealing.awaitSealed();

    sealing.tell(EventType.VERSION_FINALIZED, VersionState.FINAL);

    await()
        .untilAsserted(
            () ->
                assertThat(TestRows.count("draft_run WHERE version = $1", version.id())).isZero());
  }

  @Test
  void aRecordThatIsNoEventGoesToTheDeadLettersAndDoesNotStopTheOthers() {
    String key = version.id().toString();
    TestTopics.send(new ProducerRecord<>(Topic.SEALS, key, new byte[] {1}));

    sealing.askSeal();

    assertThat(sealing.awaitSealed().epoch()).isEqualTo(2);
    assertThat(TestTopics.await(Topic.deadLetters(Topic.SEALS), r -> key.equals(r.key())).value())
        .containsExactly(1);
  }

  @Test
  void newsThatIsNoEventGoesToTheDeadLettersAndDoesNotStopTheOthers() {
    // Given
    version.open();
    String key = version.dataset().toString();
    TestTopics.send(new ProducerRecord<>(Topic.VERSIONS, key, new byte[] {2}));

    // When
    version.atEpoch(2).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(version.draft().as(DraftView.class).state()).isEqualTo("closed"));
    assertThat(
            TestTopics.await(Topic.deadLetters(Topic.VERSIONS), r -> key.equals(r.key())).value())
        .containsExactly(2);
  }

  private Digest slot(int slot) {
    return pack.index().slots().get(slot).chunk();
  }
}
