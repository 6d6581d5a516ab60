package io.lamella.upload.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.DraftIdle;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.lamella.upload.Answer;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class DraftTest {
  @Inject IdleDrafts idle;

  @Test
  void aTicketOpensADraftOnce() {
    TestVersion version = TestVersion.fresh();

    DraftView first = version.open().as(DraftView.class);
    DraftView again = version.open().as(DraftView.class);

    assertThat(first.state()).isEqualTo("open");
    assertThat(first.epoch()).isEqualTo(1);
    assertThat(first.pending()).isZero();
    assertThat(first.leaseUntil()).isAfter(Instant.now().plusSeconds(23 * 3600));
    assertThat(again).isEqualTo(first);
  }

  @Test
  void openingNeedsATicket() {
    Answer answer =
        TestVersion.send(
            HttpRequest.newBuilder(TestVersion.uri("/v1/drafts"))
                .POST(BodyPublishers.noBody())
                .build());

    answer.problem(ErrorCode.TICKET_REQUIRED);
  }

  @Test
  void anyRequestWithATicketOpensTheDraft() {
    TestVersion version = TestVersion.fresh();

    assertThat(version.draft().as(DraftView.class).state()).isEqualTo("open");
  }

  @Test
  void aDraftThatIsNotKnownNeedsATicket() {
    TestVersion version = TestVersion.fresh();

    without(version).problem(ErrorCode.DRAFT_NOT_FOUND);
    version.open();
    assertThat(without(version).as(DraftView.class).version()).isEqualTo(version.id());
  }

  @Test
  void aTicketToReadGivesNoChange() {
    TestVersion version = TestVersion.fresh();
    version.open();

    Answer answer =
        TestVersion.send(
            HttpRequest.newBuilder(TestVersion.uri("/v1/drafts/" + version.id() + "/heartbeat"))
                .POST(BodyPublishers.noBody())
                .header(Ticket.HEADER, version.ticket(Ticket.Right.READ))
                .build());

    answer.problem(ErrorCode.FORBIDDEN);
  }

  @Test
  void aTicketOfAnotherVersionIsRefused() {
    TestVersion version = TestVersion.fresh();
    TestVersion other = TestVersion.fresh();

    Answer answer = other.send("GET", "/v1/drafts/" + version.id(), BodyPublishers.noBody());

    answer.problem(ErrorCode.TICKET_INVALID);
  }

  @Test
  void aHeartbeatIsASignOfLife() {
    // Given
    TestVersion version = TestVersion.fresh();
    version.open();
    TestRows.change(
        "UPDATE draft SET touched = now() - interval '3 days', lease_until = now() WHERE version ="
            + " $1",
        version.id());

    // When
    Answer answer =
        version.send("POST", "/v1/drafts/" + version.id() + "/heartbeat", BodyPublishers.noBody());

    // Then: nothing is counted for it, which would mean to read the whole draft
    DraftView view = answer.as(DraftView.class);
    assertThat(new String(answer.bytes())).doesNotContain("pending", "bytes");
    assertThat(view.touched()).isAfter(Instant.now().minusSeconds(60));
    assertThat(view.leaseUntil()).isAfter(Instant.now().plusSeconds(23 * 3600));
  }

  @Test
  void anAbortedVersionTakesNothingUntilItIsResumed() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(1, 1_000);
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "kept")));

    // When
    version.atEpoch(2).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);

    // Then
    awaitState(version, "closed");
    pack.put(version).problem(ErrorCode.DRAFT_CLOSED);
    version.atEpoch(3).tell(EventType.VERSION_RESUMED, VersionState.UPLOADING);
    awaitState(version, "open");
    assertThat(version.atEpoch(3).draft().as(DraftView.class).pending()).isEqualTo(1);
    pack.put(version).problem(ErrorCode.STALE_EPOCH);
    assertThat(pack.put(version.atEpoch(3)).status()).isEqualTo(200);
  }

  @Test
  void aTicketOfALaterTurnOpensAClosedDraft() {
    TestVersion version = TestVersion.fresh();
    version.open();
    version.atEpoch(2).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);
    awaitState(version, "closed");

    DraftView view = version.atEpoch(3).open().as(DraftView.class);

    assertThat(view.state()).isEqualTo("open");
    assertThat(view.epoch()).isEqualTo(3);
  }

  @Test
  void aLateEventChangesNothing() {
    // Given
    TestVersion version = TestVersion.fresh();
    version.atEpoch(5).open();

    // When: the abort of an earlier turn comes late, and something that is known to come after it
    version.atEpoch(4).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);
    TestVersion behind =
        new TestVersion(
            TestVersion.fresh().id(),
            version.dataset(),
            1,
            version.domain(),
            version.parents(),
            null);
    behind.open();
    behind.atEpoch(2).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);
    awaitState(behind, "closed");

    // Then
    assertThat(version.atEpoch(5).draft().as(DraftView.class).state()).isEqualTo("open");
  }

  @Test
  void aDeletedVersionTakesNothingThoughItsTicketIsStillValid() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(1, 1_000);
    pack.put(version);
    byte[] run = TestPack.run(pack.small(version, "gone"));
    TestPack.register(version, run);

    // When
    version.atEpoch(2).tell(EventType.VERSION_DELETED, VersionState.ABORTED);

    // Then
    awaitState(version, "closed");
    assertThat(TestRows.count("draft_run WHERE version = $1", version.id())).isZero();
    TestPack.register(version, run).problem(ErrorCode.DRAFT_CLOSED);
  }

  @Test
  void aVersionThatEndedBeforeItsDraftWasKnownTakesNothingUntilItIsResumed() {
    // Given
    TestVersion version = TestVersion.fresh();

    // When
    version.atEpoch(2).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);
    awaitState(version, "closed");
    Answer open = version.open();
    version.atEpoch(3).tell(EventType.VERSION_RESUMED, VersionState.UPLOADING);

    // Then
    open.problem(ErrorCode.DRAFT_CLOSED);
    TestPack pack = TestPack.random(1, 1_000);
    assertThat(pack.put(version.atEpoch(3)).status()).isEqualTo(201);
  }

  @Test
  void aSealThatIsAskedForAfterTheDeleteIsNotBegun() {
    // Given
    TestVersion version = TestVersion.fresh();
    version.atEpoch(3).tell(EventType.VERSION_DELETED, VersionState.ABORTED);
    awaitState(version, "closed");

    // When: the late request, and behind it one that is answered
    version.atEpoch(2).askSeal();
    TestVersion behind = TestVersion.fresh();
    behind.askSeal();
    behind.awaitSealed();

    // Then
    assertThat(TestRows.count("seal WHERE version = $1", version.id())).isZero();
    assertThat(without(version).as(DraftView.class).state()).isEqualTo("closed");
  }

  @Test
  void aDraftThatNobodyTouchesIsToldIdleOnce() {
    // Given
    TestVersion version = TestVersion.fresh();
    version.open();
    TestRows.change(
        "UPDATE draft SET touched = now() - interval '8 days' WHERE version = $1", version.id());

    // When
    idle.look();
    idle.look();

    // Then
    DraftIdle told =
        TestTopics.body(
            TestTopics.await(Topic.UPLOADS, r -> version.isOf(r, EventType.DRAFT_IDLE)),
            DraftIdle.class);
    assertThat(told.epoch()).isEqualTo(1);
    assertThat(told.since()).isBefore(Instant.now().minusSeconds(7 * 86400));
    assertThat(TestTopics.all(Topic.UPLOADS))
        .filteredOn(r -> version.isOf(r, EventType.DRAFT_IDLE))
        .hasSize(1);
  }

  @Test
  void aDraftThatNobodyOpensIsToldIdleToo() {
    // Given
    TestVersion opened = announced(TestVersion.fresh(), EventType.VERSION_CREATED);
    opened.open();
    TestVersion created = announced(TestVersion.fresh(), EventType.VERSION_CREATED);
    TestVersion fresh = announced(TestVersion.fresh(), EventType.VERSION_CREATED);
    TestVersion aborted = TestVersion.fresh().atEpoch(2);
    aborted.tell(EventType.VERSION_ABORTED, VersionState.ABORTED);
    TestVersion resumed = announced(aborted.atEpoch(3), EventType.VERSION_RESUMED);
    for (TestVersion old : List.of(opened, created, resumed)) {
      TestRows.change(
          "UPDATE draft_announced SET at = now() - interval '8 days' WHERE version = $1", old.id());
    }

    // When
    idle.look();
    idle.look();

    // Then
    for (TestVersion silent : List.of(created, resumed)) {
      DraftIdle told =
          TestTopics.body(
              TestTopics.await(Topic.UPLOADS, r -> silent.isOf(r, EventType.DRAFT_IDLE)),
              DraftIdle.class);
      assertThat(told.epoch()).isEqualTo(silent.epoch());
      assertThat(told.since()).isBefore(Instant.now().minusSeconds(7 * 86400));
    }
    assertThat(TestTopics.all(Topic.UPLOADS))
        .filteredOn(
            r -> opened.isOf(r, EventType.DRAFT_IDLE) || fresh.isOf(r, EventType.DRAFT_IDLE))
        .isEmpty();
  }

  /** Waits until it is known that the version takes changes. */
  private static TestVersion announced(TestVersion version, String type) {
    version.tell(type, VersionState.UPLOADING);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> TestRows.count("draft_announced WHERE version = $1", version.id()) == 1);
    return version;
  }

  @Test
  void aDraftThatIsBeingSealedIsNeverIdle() {
    TestVersion version = TestVersion.fresh();
    version.open();
    TestRows.change(
        "UPDATE draft SET touched = now() - interval '8 days', state = 'SEALING' WHERE version ="
            + " $1",
        version.id());

    idle.look();

    assertThat(TestRows.count("outbox WHERE key = $1", version.id().toString())).isZero();
    assertThat(TestRows.count("draft WHERE version = $1 AND idle_told IS NOT NULL", version.id()))
        .isZero();
  }

  private static Answer without(TestVersion version) {
    return TestVersion.send(
        HttpRequest.newBuilder(TestVersion.uri("/v1/drafts/" + version.id())).build());
  }

  private static void awaitState(TestVersion version, String state) {
    await()
        .untilAsserted(
            () -> assertThat(without(version).as(DraftView.class).state()).isEqualTo(state));
  }
}
