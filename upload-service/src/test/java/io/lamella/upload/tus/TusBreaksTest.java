package io.lamella.upload.tus;

import static io.lamella.upload.tus.PlainClient.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Uploads that break off, that several requests write, and whose draft changes meanwhile. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TusBreaksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestVersion version = TestVersion.fresh();
  private final PlainClient tus = new PlainClient(version);

  @Test
  void whatCameBeforeTheBreakIsKept() {
    // Given
    byte[] content = TestPack.random(12 << 20);
    String upload = tus.created("f", content.length);

    // When
    RawRequest.cutOff(
        version, "PATCH", upload, content.length, Arrays.copyOf(content, 7 << 20), writing(0));
    long first = offsetBehind(upload, 0);
    byte[] more = Arrays.copyOfRange(content, (int) first, (int) first + (2 << 20));
    RawRequest.cutOff(version, "PATCH", upload, content.length - first, more, writing(first));
    long second = offsetBehind(upload, first);
    Answer last =
        tus.patch(upload, second, Arrays.copyOfRange(content, (int) second, content.length));

    // Then
    // How much the service has read of what was sent when it hears of the break is its machine's
    // business; what it has read, it keeps.
    assertThat(first).isBetween(1L << 20, 7L << 20);
    assertThat(second).isBetween(first + (256 << 10), first + (2 << 20));
    assertThat(last.status()).isEqualTo(204);
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
  }

  /** The offset, once a request has begun whose connection is gone already, and has moved it. */
  private long offsetBehind(String upload, long before) {
    return await().atMost(PATIENCE).until(() -> tus.offset(upload), offset -> offset > before);
  }

  @Test
  void nothingIsKeptOfBytesWhoseChecksumCannotBeChecked() {
    String upload = tus.created("f", 5 << 20);

    RawRequest.cutOff(
        version,
        "PATCH",
        upload,
        5 << 20,
        new byte[3 << 20],
        PlainClient.with(writing(0), "Upload-Checksum", "sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk="));

    await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> tus.offset(upload) == 0);
  }

  @RepeatedTest(5)
  void ofTwoThatWriteAtOnceOneIsRefusedAndTheFileIsRight() {
    // Given
    byte[] content = TestPack.random(6 << 20);
    String upload = tus.created("f", content.length);

    // When
    List<Answer> answers =
        Race.between(() -> tus.patch(upload, 0, content), () -> tus.patch(upload, 0, content));

    // Then: the first of them may have been stopped for the second, and goes on
    long offset = tus.offset(upload);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(204, 409, 413, 423));
    assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSizeLessThanOrEqualTo(1);
    if (offset < content.length) {
      tus.patch(upload, offset, Arrays.copyOfRange(content, (int) offset, content.length));
    }
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
  }

  @Test
  void whoIsSilentLetsGoWhenAnotherRequestAsks() throws IOException {
    // Given: a client that was lost without a sign
    byte[] content = TestPack.random(4 << 20);
    String upload = tus.created("f", content.length);
    try (Socket lost = RawRequest.stalled(version, "PATCH", upload, content.length, writing(0))) {
      lost.getOutputStream().write(content, 0, 3 << 20);
      awaitWriter(upload);

      // When: it comes back
      long begin = System.nanoTime();
      tus.patch(upload, 0, content).problem(ErrorCode.UPLOAD_LOCKED);
      long offset = tus.offset(upload);
      Answer rest =
          tus.patch(upload, offset, Arrays.copyOfRange(content, (int) offset, content.length));

      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
      assertThat(offset).isEqualTo(3 << 20);
      assertThat(rest.status()).isEqualTo(204);
      byte[] answer = new byte[4096];
      int count = lost.getInputStream().read(answer);
      assertThat(new String(answer, 0, Math.max(count, 0), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 423");
    }
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
  }

  /** Another replica, or one that died: its claim is all that there is of it here. */
  @Test
  void theClaimOfAReplicaThatDiedLapses() {
    // Given
    byte[] content = TestPack.random(1 << 20);
    String upload = tus.created("f", content.length);
    tus.patch(upload, 0, Arrays.copyOf(content, 500_000));
    TestRows.change(
        "UPDATE tus_upload SET writer = $2, writer_until = now() + interval '3 seconds' WHERE id ="
            + " $1",
        TusTest.id(upload),
        UUID.randomUUID());
    byte[] rest = Arrays.copyOfRange(content, 500_000, content.length);

    // When
    Answer locked = tus.patch(upload, 500_000, rest);
    boolean wanted = TestRows.count("tus_upload WHERE id = $1 AND wanted", TusTest.id(upload)) == 1;
    long offset = tus.offset(upload);
    Answer taken = tus.patch(upload, offset, rest);

    // Then
    locked.problem(ErrorCode.UPLOAD_LOCKED);
    assertThat(wanted).isTrue();
    assertThat(offset).isEqualTo(500_000);
    assertThat(taken.status()).isEqualTo(204);
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
  }

  @Test
  void whoLostItsClaimChangesNothing() throws IOException {
    // Given
    byte[] content = TestPack.random(4 << 20);
    String upload = tus.created("f", content.length);
    byte[] answer = new byte[4096];
    int count;
    try (Socket slow = RawRequest.stalled(version, "PATCH", upload, content.length, writing(0))) {
      slow.getOutputStream().write(content, 0, 2 << 20);
      awaitWriter(upload);

      // When: a replica that holds the first one for dead takes over, and is not done yet
      TestRows.change(
          "UPDATE tus_upload SET writer = $2, writer_until = now() + interval '2 seconds' WHERE id"
              + " = $1",
          TusTest.id(upload),
          UUID.randomUUID());
      count = slow.getInputStream().read(answer);
    }

    // Then
    assertThat(new String(answer, 0, Math.max(count, 0), StandardCharsets.UTF_8))
        .startsWith("HTTP/1.1 423");
    assertThat(tus.offset(upload)).isZero();
    assertThat(tus.patch(upload, 0, content).status()).isEqualTo(204);
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
  }

  /** What is in the database while a request still comes is what survives the process. */
  @Test
  void aLongRequestIsNotedAsItComes() throws IOException {
    // Given
    byte[] content = TestPack.random(80 << 20);
    String upload = tus.created("f", content.length);
    long noted;
    try (Socket socket = RawRequest.stalled(version, "PATCH", upload, content.length, writing(0))) {

      // When: its process is dead for the others, and writes nothing any more
      socket.getOutputStream().write(content, 0, 70 << 20);
      await().atMost(PATIENCE).until(() -> noted(upload) > 50 << 20);
      TestRows.change(
          "UPDATE tus_upload SET writer = $2, writer_until = now() WHERE id = $1",
          TusTest.id(upload),
          UUID.randomUUID());
      noted = tus.offset(upload);
    }
    Answer rest =
        tus.patch(upload, noted, Arrays.copyOfRange(content, (int) noted, content.length));

    // Then
    assertThat(noted).isBetween(50L << 20, 70L << 20);
    assertThat(rest.status()).isEqualTo(204);
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
  }

  private static long noted(String upload) {
    return TestRows.query(
            "SELECT settled + octet_length(tail) AS n FROM tus_upload WHERE id = $1",
            TusTest.id(upload))
        .get(0)
        .getLong("n");
  }

  private static void awaitWriter(String upload) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                TestRows.count(
                        "tus_upload WHERE id = $1 AND writer IS NOT NULL", TusTest.id(upload))
                    == 1);
  }

  @Test
  void aRequestWhoseUploadIsRemovedMeanwhileChangesNothing() throws IOException {
    byte[] content = TestPack.random(2 << 20);
    String upload = tus.created("f", content.length);
    try (Socket socket = RawRequest.stalled(version, "PATCH", upload, content.length, writing(0))) {
      socket.getOutputStream().write(content, 0, 1 << 20);
      awaitWriter(upload);

      Answer removed = tus.delete(upload);
      byte[] answer = new byte[4096];
      int count = socket.getInputStream().read(answer);

      assertThat(removed.status()).isEqualTo(204);
      assertThat(new String(answer, 0, Math.max(count, 0), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 423");
    }
    assertThat(tus.head(upload).status()).isEqualTo(404);
    assertThat(version.puts()).isEmpty();
  }

  @Test
  void aDraftThatIsSealedMeanwhileTakesNothingMore() {
    // Given
    byte[] content = TestPack.random(1_000);
    String done = tus.created("done", content.length);
    tus.patch(done, 0, content);
    String upload = tus.created("late", content.length);
    tus.patch(upload, 0, Arrays.copyOf(content, 500));

    // When
    version.atEpoch(2).askSeal();
    VersionSealed sealed = version.atEpoch(2).awaitSealed();

    // Then
    tus.patch(upload, 500, Arrays.copyOfRange(content, 500, 1_000))
        .problemOf(ErrorCode.SEALING, ErrorCode.DRAFT_CLOSED);
    tus.create("f", 1).problemOf(ErrorCode.SEALING, ErrorCode.DRAFT_CLOSED);
    assertThat(sealed.files()).isEqualTo(1);
    assertThat(tus.offset(upload)).isEqualTo(500);
  }

  @Test
  void aDraftThatIsSealedUnderARequestDoesNotTakeItsFile() throws IOException {
    // Given
    byte[] content = TestPack.random(1 << 20);
    String upload = tus.created("late", content.length);
    byte[] answer = new byte[4096];
    int count;
    try (Socket socket = RawRequest.stalled(version, "PATCH", upload, content.length, writing(0))) {
      socket.getOutputStream().write(content, 0, 1 << 19);
      awaitWriter(upload);

      // When
      version.atEpoch(2).askSeal();
      VersionSealed sealed = version.atEpoch(2).awaitSealed();
      socket.getOutputStream().write(content, 1 << 19, 1 << 19);
      count = socket.getInputStream().read(answer);

      // Then
      assertThat(sealed.files()).isZero();
    }
    assertThat(new String(answer, 0, Math.max(count, 0), StandardCharsets.UTF_8))
        .startsWith("HTTP/1.1 409");
    assertThat(tus.offset(upload)).isLessThan(content.length);
  }

  @Test
  void anAbortedVersionTakesNothingNorDoesItsNextTurnFromTheSameUpload() {
    // Given
    String upload = tus.created("f", 10);
    tus.patch(upload, 0, new byte[5]);
    version.atEpoch(2).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);
    await()
        .atMost(PATIENCE)
        .until(() -> version.draft().as(DraftView.class).state().equals("closed"));

    // When
    Answer closed = tus.patch(upload, 5, new byte[5]);
    Answer later = new PlainClient(version.atEpoch(3)).patch(upload, 5, new byte[5]);

    // Then
    closed.problem(ErrorCode.DRAFT_CLOSED);
    later.problem(ErrorCode.STALE_EPOCH);
  }

  @Test
  void theTicketIsAskedForAsByOtherDoors() {
    String upload = tus.created("f", 10);
    TestVersion other = TestVersion.fresh();

    Answer unknown = without(other, "draft " + PlainClient.base64(other.id().toString()));
    Answer unnamed = without(other, "x");
    Answer known = without(version, "draft " + PlainClient.base64(version.id().toString()));
    Answer wrong = new PlainClient(other).patch(upload, 0, new byte[1]);
    Answer reading =
        TestVersion.send(
            HttpRequest.newBuilder(TestVersion.uri(upload))
                .method("PATCH", BodyPublishers.ofByteArray(new byte[1]))
                .headers(PlainClient.with(PlainClient.PATCH_HEADERS, "Upload-Offset", "0"))
                .header(Ticket.HEADER, version.ticket(Ticket.Right.READ))
                .build());

    unknown.problem(ErrorCode.DRAFT_NOT_FOUND);
    unnamed.problem(ErrorCode.INVALID_REQUEST);
    assertThat(known.status()).isEqualTo(201);
    assertThat(header(known, "Location")).startsWith("/v1/tus/");
    wrong.problem(ErrorCode.TICKET_INVALID);
    reading.problem(ErrorCode.FORBIDDEN);
    assertThat(tus.offset(upload)).isZero();
  }

  private static Answer without(TestVersion version, String metadata) {
    return TestVersion.send(
        HttpRequest.newBuilder(TestVersion.uri("/v1/tus"))
            .POST(BodyPublishers.noBody())
            .header("Tus-Resumable", "1.0.0")
            .header("Upload-Length", "10")
            .header("Upload-Metadata", metadata + ",path " + PlainClient.base64("f"))
            .build());
  }

  private static String[] writing(long offset) {
    return PlainClient.with(PlainClient.PATCH_HEADERS, "Upload-Offset", Long.toString(offset));
  }
}
