package io.lamella.upload.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * A sealer that stood still for longer than its claim: whatever it does when it wakes, somebody
 * else's work counts, and there is one result.
 */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TakenOverTest {
  private final TestVersion version = TestVersion.fresh();
  private final TestVersion sealing = version.atEpoch(2);
  private final TestPack pack = TestPack.random(1, 1_000);
  private final UUID claim = UUID.randomUUID();

  @Inject Database database;
  @Inject Seals seals;
  @Inject SealWork work;
  @Inject SealCommit commit;

  /** A claim that nobody takes over before it is let go of. */
  @BeforeEach
  void claimIt() {
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "a")));
    TestRows.change(
        "INSERT INTO seal (version, epoch, request, last_run, claimed_by, claimed_until, claims)"
            + " VALUES ($1, 2, $2::text::jsonb, 1, $3, now() + interval '1 hour', 1)",
        version.id(),
        Columns.json(sealing.sealRequest()),
        claim);
    sealing.askSeal();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> version.draft().as(DraftView.class).state().equals("sealing"));
  }

  @Test
  void aSealerThatWakesAfterAnotherHasSealedChangesNothing() throws Exception {
    // Given
    SealTask task = task(claim);
    Sealed late = work.seal(task, () -> true);
    letGo();
    VersionSealed sealed = sealing.awaitSealed();
    String before = rows();

    // When
    boolean renewed = database.inTransaction(tx -> seals.renew(tx, task));
    boolean committed = commit.commit(task, late);
    commit.fail(task, new SealFailed(version.id(), 2, "seal-failed", "late"));
    database.transact(tx -> seals.retry(tx, task, Duration.ZERO));

    // Then
    assertThat(renewed).isFalse();
    assertThat(committed).isFalse();
    assertThat(rows()).isEqualTo(before);
    assertThat(late.tree().root().versionDigest().hex()).isEqualTo(sealed.digest());
    assertThatItWasToldOnce();
  }

  @Test
  void aSealerThatWakesWhileAnotherSealsLeavesItsClaimAlone() throws Exception {
    // Given: somebody else has the claim and works
    SealTask late = task(claim);
    Sealed result = work.seal(late, () -> true);
    SealTask other = task(UUID.randomUUID());
    TestRows.change(
        "UPDATE seal SET claimed_by = $2, claims = 2 WHERE version = $1",
        version.id(),
        other.claim());
    String before = rows();

    // When
    boolean renewed = database.inTransaction(tx -> seals.renew(tx, late));
    boolean committed = commit.commit(late, result);
    commit.fail(late, new SealFailed(version.id(), 2, "seal-failed", "late"));
    database.transact(tx -> seals.retry(tx, late, Duration.ZERO));

    // Then
    assertThat(renewed).isFalse();
    assertThat(committed).isFalse();
    assertThat(rows()).isEqualTo(before);
    assertThat(commit.commit(other, work.seal(other, () -> true))).isTrue();
    assertThat(sealing.awaitSealed().files()).isEqualTo(1);
    assertThatItWasToldOnce();
  }

  @RepeatedTest(5)
  void ofSealersThatCommitAtOnceOneDoes() throws Exception {
    SealTask late = task(claim);
    SealTask other = task(UUID.randomUUID());
    Sealed result = work.seal(late, () -> true);

    List<Boolean> committed =
        Race.between(
            () -> commit.commit(late, result),
            () -> {
              TestRows.change(
                  "UPDATE seal SET claimed_by = $2 WHERE version = $1 AND state = 'PENDING'",
                  version.id(),
                  other.claim());
              return commit.commit(other, result);
            });

    assertThat(committed).containsExactlyInAnyOrder(true, false);
    assertThat(sealing.awaitSealed().files()).isEqualTo(1);
    assertThatItWasToldOnce();
  }

  @Test
  void aSealerThatHasLostItsClaimStopsWorking() {
    assertThatThrownBy(() -> work.seal(task(claim), () -> false))
        .isInstanceOf(InterruptedIOException.class);
  }

  /** Aborted and resumed while it stood still: what it made is of a turn that is over. */
  @Test
  void aSealerThatWakesInALaterTurnChangesNothing() throws Exception {
    // Given
    SealTask task = task(claim);
    Sealed late = work.seal(task, () -> true);
    version.atEpoch(3).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);
    TestVersion resumed = version.atEpoch(4);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> version.draft().as(DraftView.class).state().equals("closed"));
    TestPack.register(resumed, TestPack.run(pack.small(version, "b"))).as(RunAccepted.class);

    // When
    boolean committed = commit.commit(task, late);

    // Then
    assertThat(committed).isFalse();
    assertThat(version.draft().as(DraftView.class).state()).isEqualTo("open");
    assertThat(TestRows.count("manifest WHERE version = $1", version.id())).isZero();
    assertThat(TestRows.count("seal WHERE version = $1 AND state = 'SUPERSEDED'", version.id()))
        .isEqualTo(1);
    version.atEpoch(5).askSeal();
    assertThat(version.atEpoch(5).awaitSealed().files()).isEqualTo(2);
  }

  private SealTask task(UUID claimed) {
    return new SealTask(sealing.sealRequest(), 1, claimed, 1, 0, null);
  }

  private void letGo() {
    TestRows.change("UPDATE seal SET claimed_until = now() WHERE version = $1", version.id());
  }

  private String rows() {
    return TestRows.query(
            "SELECT jsonb_build_object('seal', (SELECT jsonb_agg(s) FROM seal s WHERE version ="
                + " $1), 'draft', (SELECT jsonb_agg(d) FROM draft d WHERE version = $1),"
                + " 'manifest', (SELECT jsonb_agg(m) FROM manifest m WHERE version = $1))::text AS"
                + " all_of_it",
            version.id())
        .get(0)
        .getString("all_of_it");
  }

  /** Behind it on its partition there is nothing of its kind. */
  private void assertThatItWasToldOnce() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> TestRows.count("outbox WHERE key = $1", version.id().toString()) == 0);
    assertThat(TestTopics.all(Topic.UPLOADS))
        .filteredOn(
            r ->
                version.isOf(r, EventType.VERSION_SEALED) || version.isOf(r, EventType.SEAL_FAILED))
        .hasSize(1);
    assertThat(TestRows.count("manifest WHERE version = $1", version.id())).isEqualTo(1);
  }
}
