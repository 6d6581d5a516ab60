package io.lamella.upload.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.DraftView;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.lamella.upload.Answer;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestTar;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No door of this service changes what was sealed, whatever ticket is shown there. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SealedDraftTest {
  private static final String CHECK_VIOLATION = "23514";

  private final TestVersion version = TestVersion.fresh();
  private final TestVersion sealing = version.atEpoch(2);
  private final TestPack pack = TestPack.random(1, 1_000);
  private VersionSealed sealed;

  @BeforeEach
  void sealIt() {
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "a")));
    sealing.askSeal();
    sealed = sealing.awaitSealed();
  }

  /** The ticket of before the seal, and one of the turn that was sealed. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyDoorIsClosed(long epoch) {
    // Given
    sealing.tell(EventType.VERSION_FINALIZED, VersionState.FINAL);
    awaitNoRuns();
    String before = rows();
    TestVersion old = version.atEpoch(epoch);
    String draft = "/v1/drafts/" + version.id();
    TestPack other = TestPack.random(1, 1_000);

    // When
    Map<String, Function<TestVersion, Answer>> doors = new TreeMap<>();
    doors.put("open", TestVersion::open);
    doors.put("run", v -> TestPack.register(v, TestPack.run(pack.small(v, "late"))));
    doors.put("pack that is known", pack::put);
    doors.put("pack that is not", other::put);
    doors.put("chunks", v -> v.send("POST", "/v1/chunks/missing?draft=" + v.id(), empty()));
    doors.put("heartbeat", v -> v.send("POST", draft + "/heartbeat", empty()));
    doors.put("file", v -> v.send("PUT", draft + "/files/a", bytes(new byte[3])));
    doors.put("delete", v -> v.send("DELETE", draft + "/files/a", empty()));
    doors.put("folder", v -> v.send("DELETE", draft + "/files/a?recursive=true", empty()));
    doors.put(
        "tar",
        v ->
            v.send(
                "PUT", draft + "/tar", bytes(new TestTar().file("a", new byte[3], 0644).bytes())));

    // Then
    doors.forEach(
        (name, door) ->
            assertThat(door.apply(old).problem(ErrorCode.DRAFT_CLOSED))
                .as(name)
                .contains("sealed"));
    assertThat(rows()).isEqualTo(before);
    assertThat(TestRows.count("pack WHERE id = $1", id(other))).isZero();
  }

  /** Events of earlier turns, of this one, and the request for its seal once more. */
  @Test
  void noLateEventOpensIt() {
    version.tell(EventType.VERSION_RESUMED, VersionState.UPLOADING);
    version.tell(EventType.VERSION_ABORTED, VersionState.ABORTED);
    sealing.tell(EventType.VERSION_RESUMED, VersionState.UPLOADING);
    sealing.tell(EventType.VERSION_FINALIZED, VersionState.FINAL);
    awaitNoRuns();
    version.askSeal();
    sealing.askSeal();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(TestTopics.all(Topic.UPLOADS))
                    .filteredOn(r -> version.isOf(r, EventType.VERSION_SEALED))
                    .hasSize(2)
                    .allSatisfy(
                        r ->
                            assertThat(TestTopics.body(r, VersionSealed.class)).isEqualTo(sealed)));

    DraftView draft = version.draft().as(DraftView.class);
    assertThat(draft.state()).isEqualTo("sealed");
    assertThat(draft.epoch()).isEqualTo(2);
    assertThat(TestRows.count("manifest WHERE version = $1", version.id())).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE manifest SET digest = '\\x00' WHERE version = $1",
        "UPDATE manifest SET root = '{}' WHERE version = $1",
        "UPDATE manifest SET sealed = '{}' WHERE version = $1",
        "UPDATE manifest SET epoch = 3 WHERE version = $1",
        "DELETE FROM manifest WHERE version = $1",
        "INSERT INTO manifest (version, epoch, domain, digest, root, sealed)"
            + " SELECT version, 3, domain, '\\x00', root, sealed FROM manifest WHERE version = $1",
        "UPDATE draft SET state = 'OPEN' WHERE version = $1",
        "UPDATE draft SET state = 'OPEN', epoch = 1 WHERE version = $1",
        "UPDATE draft SET epoch = 1 WHERE version = $1",
        "UPDATE draft SET next_run = 9 WHERE version = $1",
        "UPDATE draft SET version = gen_random_uuid() WHERE version = $1",
        "UPDATE draft_run SET body = '\\x00' WHERE version = $1",
        "INSERT INTO draft_run (version, seq, level, body, bytes) VALUES ($1, 9, 0, '\\x00', 1)"
      })
  void norDoesTheDatabase(String change) {
    String before = rows();

    assertThatThrownBy(() -> TestRows.change(change, version.id()))
        .isInstanceOfSatisfying(
            PgException.class, e -> assertThat(e.getSqlState()).isEqualTo(CHECK_VIOLATION));

    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void theManifestOfADeletedVersionMayGo() {
    sealing.atEpoch(3).tell(EventType.VERSION_DELETED, VersionState.FINAL);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                TestRows.count("draft WHERE version = $1 AND state = 'CLOSED'", version.id()) == 1);

    TestRows.change("DELETE FROM manifest WHERE version = $1", version.id());

    assertThat(TestRows.count("manifest WHERE version = $1", version.id())).isZero();
  }

  @Test
  void whatASealReadsStaysUntilItHasEnded() {
    TestVersion frozen = TestVersion.in(version.domain());
    frozen.open();
    TestPack.register(frozen, TestPack.run(new Entry.Symlink(EntryPath.of("a"), "b")));
    TestRows.change("UPDATE draft SET state = 'SEALING' WHERE version = $1", frozen.id());

    assertThatThrownBy(
            () -> TestRows.change("DELETE FROM draft_run WHERE version = $1", frozen.id()))
        .isInstanceOf(PgException.class);
  }

  private void awaitNoRuns() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(TestRows.count("draft_run WHERE version = $1", version.id())).isZero());
  }

  /** All that the database says of it. */
  private String rows() {
    return TestRows.query(
            "SELECT jsonb_build_object('draft', (SELECT jsonb_agg(d) FROM draft d WHERE version ="
                + " $1), 'runs', (SELECT jsonb_agg(r) FROM draft_run r WHERE version = $1),"
                + " 'manifest', (SELECT jsonb_agg(m) FROM manifest m WHERE version = $1))::text AS"
                + " all_of_it",
            version.id())
        .get(0)
        .getString("all_of_it");
  }

  private static Buffer id(TestPack pack) {
    return Columns.digest(pack.index().id());
  }

  private static BodyPublisher empty() {
    return BodyPublishers.noBody();
  }

  private static BodyPublisher bytes(byte[] body) {
    return BodyPublishers.ofByteArray(body);
  }
}
