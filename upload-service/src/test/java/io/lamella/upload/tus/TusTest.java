package io.lamella.upload.tus;

import static io.lamella.upload.tus.PlainClient.base64;
import static io.lamella.upload.tus.PlainClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.DraftView;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol, extension by extension. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TusTest {
  @Inject ExpiredUploads expired;

  private final TestVersion version = TestVersion.fresh();
  private final PlainClient tus = new PlainClient(version);

  @Test
  void saysWhatItSpeaks() {
    Answer answer =
        TestVersion.send(
            HttpRequest.newBuilder(TestVersion.uri("/v1/tus"))
                .method("OPTIONS", BodyPublishers.noBody())
                .build());

    assertThat(answer.status()).isEqualTo(204);
    assertThat(header(answer, "Tus-Version")).isEqualTo("1.0.0");
    assertThat(header(answer, "Tus-Resumable")).isEqualTo("1.0.0");
    assertThat(header(answer, "Tus-Extension").split(","))
        .containsExactlyInAnyOrder(
            "creation",
            "creation-defer-length",
            "creation-with-upload",
            "termination",
            "checksum",
            "concatenation",
            "expiration");
    assertThat(header(answer, "Tus-Checksum-Algorithm")).isEqualTo("sha1,sha256");
    assertThat(header(answer, "Tus-Max-Size")).isEqualTo(Long.toString(5L << 40));
  }

  @Test
  void aFileThatComesInThreeRequestsIsAsOneThatWasPut() {
    // Given
    byte[] content = TestPack.random(9_000_000);
    String upload = tus.created("a/b.bin", content.length);

    // When
    Answer first = tus.patch(upload, 0, Arrays.copyOf(content, 100));
    long pending = version.draft().as(DraftView.class).pending();
    Answer second = tus.patch(upload, 100, Arrays.copyOfRange(content, 100, 5_000_000));
    Answer third = tus.patch(upload, 5_000_000, Arrays.copyOfRange(content, 5_000_000, 9_000_000));

    // Then
    assertThat(List.of(first.status(), second.status(), third.status())).containsOnly(204);
    assertThat(header(first, "Upload-Offset")).isEqualTo("100");
    assertThat(header(second, "Upload-Offset")).isEqualTo("5000000");
    assertThat(header(third, "Upload-Offset")).isEqualTo("9000000");
    assertThat(pending).isZero();
    assertThat(Stored.of(version, "a/b.bin", content)).isEqualTo(Stored.ofPut(content));
    assertThat(tus.offset(upload)).isEqualTo(9_000_000);
  }

  @Test
  void saysWhatItKnowsOfAnUpload() {
    // Given
    String metadata = "filename " + base64("x.bin") + ",colour " + base64("red") + ",empty";
    Answer made = tus.post(new byte[0], "Upload-Length", "10", "Upload-Metadata", metadata);
    String upload = header(made, "Location");
    tus.patch(upload, 0, new byte[4]);

    // When
    Answer answer = tus.head(upload);

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(header(answer, "Upload-Offset")).isEqualTo("4");
    assertThat(header(answer, "Upload-Length")).isEqualTo("10");
    assertThat(header(answer, "Upload-Metadata")).isEqualTo(metadata);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Tus-Resumable")).isEqualTo("1.0.0");
    assertThat(header(answer, "Upload-Concat")).isEqualTo("(none)");
  }

  @Test
  void takesPathModeAndTimeFromTheMetadata() {
    byte[] content = TestPack.random(1_000);
    String metadata =
        "name %s,path %s,mode %s,mtime %s,draft %s"
            .formatted(
                base64("other"),
                base64("ä/run.sh"),
                base64("0755"),
                base64("2020-01-02T03:04:05Z"),
                base64(version.id().toString()));

    Answer made =
        tus.post(
            content,
            "Upload-Length",
            "1000",
            "Upload-Metadata",
            metadata,
            "Content-Type",
            PlainClient.BYTES);

    assertThat(made.status()).isEqualTo(201);
    assertThat(header(made, "Upload-Offset")).isEqualTo("1000");
    assertThat(new String(version.get("/entries").bytes(), StandardCharsets.UTF_8))
        .contains(
            "\"path\":\"ä/run.sh\"",
            "\"mode\":\"0755\"",
            "\"mtime\":\"2020-01-02T03:04:05Z\"",
            Digest.of(content).hex());
  }

  @Test
  void aPartOfTheFileMayComeWithItsCreation() {
    byte[] content = TestPack.random(700_000);

    Answer made =
        tus.post(
            Arrays.copyOf(content, 300_000),
            "Upload-Length",
            "700000",
            "Upload-Metadata",
            PlainClient.metadata("f"),
            "Content-Type",
            PlainClient.BYTES);
    String upload = header(made, "Location");
    Answer rest = tus.patch(upload, 300_000, Arrays.copyOfRange(content, 300_000, 700_000));

    assertThat(header(made, "Upload-Offset")).isEqualTo("300000");
    assertThat(rest.status()).isEqualTo(204);
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
  }

  @Test
  void anEmptyFileIsWholeAtOnce() {
    String upload = tus.created("empty", 0);

    assertThat(tus.offset(upload)).isZero();
    assertThat(Stored.of(version, "empty", new byte[0]).digest()).isEqualTo(Digest.EMPTY);
  }

  @Test
  void theLengthMayBeSaidAtTheEnd() {
    // Given
    byte[] content = TestPack.random(500_000);
    Answer made =
        tus.post(
            new byte[0], "Upload-Defer-Length", "1", "Upload-Metadata", PlainClient.metadata("f"));
    String upload = header(made, "Location");

    // When
    tus.patch(upload, 0, content);
    Answer open = tus.head(upload);
    Answer last = tus.patch(upload, 500_000, new byte[0], "Upload-Length", "500000");

    // Then
    assertThat(header(open, "Upload-Defer-Length")).isEqualTo("1");
    assertThat(header(open, "Upload-Length")).isEqualTo("(none)");
    assertThat(last.status()).isEqualTo(204);
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
    assertThat(header(tus.head(upload), "Upload-Length")).isEqualTo("500000");
  }

  @Test
  void aLengthThatWasSaidStays() {
    String upload = tus.created("f", 10);

    tus.patch(upload, 0, new byte[2], "Upload-Length", "11").problem(ErrorCode.INVALID_REQUEST);
    assertThat(tus.offset(upload)).isZero();
  }

  @Test
  void aRemovedUploadIsGoneAndTheFileOfAWholeOneStays() {
    // Given
    byte[] content = TestPack.random(1_000);
    String half = tus.created("half", 10);
    tus.patch(half, 0, new byte[5]);
    String whole = tus.created("whole", content.length);
    tus.patch(whole, 0, content);

    // When
    Answer first = tus.delete(half);
    Answer second = tus.delete(whole);

    // Then
    assertThat(List.of(first.status(), second.status())).containsOnly(204);
    assertThat(tus.head(half).status()).isEqualTo(404);
    tus.patch(half, 5, new byte[5]).problem(ErrorCode.UPLOAD_NOT_FOUND);
    assertThat(tus.head(whole).status()).isEqualTo(404);
    assertThat(Stored.of(version, "whole", content).size()).isEqualTo(1_000);
    assertThat(version.draft().as(DraftView.class).pending()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"sha1, SHA-1", "sha256, SHA-256"})
  void bytesWithTheirChecksumCount(String name, String algorithm) {
    byte[] content = TestPack.random(600_000);
    String upload = tus.created("f", content.length);

    Answer answer = tus.patch(upload, 0, content, "Upload-Checksum", sum(name, algorithm, content));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
  }

  @Test
  void bytesWithAnotherChecksumDoNotCount() {
    // Given
    byte[] content = TestPack.random(80 << 20);
    String upload = tus.created("f", content.length);
    tus.patch(upload, 0, Arrays.copyOf(content, 1_000_000));
    byte[] rest = Arrays.copyOfRange(content, 1_000_000, content.length);
    String checksum = sum("sha256", "SHA-256", rest);
    rest[rest.length / 2] ^= 1;

    // When
    Answer wrong = tus.patch(upload, 1_000_000, rest, "Upload-Checksum", checksum);
    long after = tus.offset(upload);
    rest[rest.length / 2] ^= 1;
    Answer right = tus.patch(upload, 1_000_000, rest, "Upload-Checksum", checksum);

    // Then
    wrong.problem(ErrorCode.CHECKSUM_MISMATCH);
    assertThat(wrong.status()).isEqualTo(460);
    assertThat(after).isEqualTo(1_000_000);
    assertThat(right.status()).isEqualTo(204);
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha1", "sha1 ***", ""})
  void refusesChecksumsThatItDoesNotKnow(String checksum) {
    String upload = tus.created("f", 10);

    tus.patch(upload, 0, new byte[10], "Upload-Checksum", checksum)
        .problem(ErrorCode.INVALID_REQUEST);
    assertThat(tus.offset(upload)).isZero();
  }

  private static String sum(String name, String algorithm, byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
      return name + " " + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFileThatIsPutTogetherIsAsOneThatWasPut() {
    // Given
    byte[] content = TestPack.random(6_000_000);
    String[] parts = new String[3];
    for (int i = 0; i < 3; i++) {
      byte[] part = Arrays.copyOfRange(content, i * 2_000_000, (i + 1) * 2_000_000);
      Answer made = tus.post(new byte[0], "Upload-Length", "2000000", "Upload-Concat", "partial");
      parts[i] = header(made, "Location");
      tus.patch(parts[i], 0, Arrays.copyOf(part, 1_234_567));
      tus.patch(parts[i], 1_234_567, Arrays.copyOfRange(part, 1_234_567, part.length));
    }
    long before = version.draft().as(DraftView.class).pending();

    // When: addresses as clients have them, whole or without a host
    String concat = "final;%s %s %s".formatted(parts[0], TestVersion.uri(parts[1]), parts[2]);
    Answer made =
        tus.post(
            new byte[0], "Upload-Concat", concat, "Upload-Metadata", PlainClient.metadata("d/f"));

    // Then
    assertThat(before).isZero();
    assertThat(made.status()).as(() -> new String(made.bytes())).isEqualTo(201);
    assertThat(Stored.of(version, "d/f", content)).isEqualTo(Stored.ofPut(content));
    Answer head = tus.head(header(made, "Location"));
    assertThat(header(head, "Upload-Concat")).isEqualTo(concat);
    assertThat(header(head, "Upload-Length")).isEqualTo("6000000");
    assertThat(header(head, "Upload-Offset")).isEqualTo("6000000");
    assertThat(header(tus.head(parts[0]), "Upload-Concat")).isEqualTo("partial");
    tus.patch(header(made, "Location"), 6_000_000, new byte[1]).problem(ErrorCode.FORBIDDEN);
  }

  @Test
  void onlyWholePartsOfTheSameDraftArePutTogether() {
    Answer made = tus.post(new byte[0], "Upload-Length", "10", "Upload-Concat", "partial");
    String part = header(made, "Location");
    tus.patch(part, 0, new byte[9]);
    String plain = tus.created("f", 0);
    PlainClient other = new PlainClient(TestVersion.fresh());

    join(tus, part).problem(ErrorCode.CONFLICT);
    tus.patch(part, 9, new byte[1]);
    join(tus, plain).problem(ErrorCode.INVALID_REQUEST);
    join(other, part).problem(ErrorCode.INVALID_REQUEST);
    join(tus, "/v1/tus/" + UUID.randomUUID()).problem(ErrorCode.UPLOAD_NOT_FOUND);
    join(tus, "").problem(ErrorCode.INVALID_REQUEST);
    assertThat(join(tus, part + " " + part).status()).isEqualTo(201);
  }

  private static Answer join(PlainClient client, String parts) {
    return client.post(
        new byte[0],
        "Upload-Concat",
        "final;" + parts,
        "Upload-Metadata",
        PlainClient.metadata("joined"));
  }

  @Test
  void anUploadThatBringsNothingExpires() {
    // Given
    String upload = tus.created("f", 10);
    Answer answer = tus.patch(upload, 0, new byte[3]);

    // When
    TestRows.change(
        "UPDATE tus_upload SET expires = now() - interval '1 second' WHERE id = $1", id(upload));

    // Then
    Instant expires =
        ZonedDateTime.parse(header(answer, "Upload-Expires"), DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant();
    assertThat(expires)
        .isBetween(Instant.now().plusSeconds(86_000), Instant.now().plusSeconds(86_400));
    assertThat(tus.head(upload).status()).isEqualTo(410);
    tus.patch(upload, 3, new byte[7]).problem(ErrorCode.UPLOAD_EXPIRED);
    expired.clean();
    assertThat(tus.head(upload).status()).isEqualTo(404);
    assertThat(TestRows.count("tus_upload WHERE id = $1", id(upload))).isZero();
  }

  @Test
  void aRequestThatWritesKeepsAnUploadFromExpiring() {
    String upload = tus.created("f", 10);
    TestRows.change(
        "UPDATE tus_upload SET expires = now() - interval '1 second', writer = $2, writer_until ="
            + " now() + interval '1 minute' WHERE id = $1",
        id(upload),
        UUID.randomUUID());

    expired.clean();

    assertThat(TestRows.count("tus_upload WHERE id = $1", id(upload))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PATCH", "DELETE"})
  void anotherVersionOfTheProtocolIsRefused(String method) {
    String upload = tus.created("f", 10);

    Answer answer = version.send(method, upload, BodyPublishers.noBody(), "Tus-Resumable", "0.2.2");

    assertThat(answer.status()).isEqualTo(412);
    assertThat(header(answer, "Tus-Version")).isEqualTo("1.0.0");
    assertThat(tus.offset(upload)).isZero();
  }

  @Test
  void refusesWhatDoesNotFit() {
    String upload = tus.created("f", 10);
    String metadata = PlainClient.metadata("f");
    byte[] none = new byte[0];

    tus.patch(upload, 1, new byte[1]).problem(ErrorCode.WRONG_OFFSET);
    tus.patch(upload, 0, new byte[11]).problem(ErrorCode.TOO_LARGE);
    tus.patch("/v1/tus/" + UUID.randomUUID(), 0, none).problem(ErrorCode.UPLOAD_NOT_FOUND);
    tus.patch("/v1/tus/nothing", 0, none).problem(ErrorCode.UPLOAD_NOT_FOUND);
    patchAs(upload, "application/octet-stream").problem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    version
        .send("PATCH", upload, BodyPublishers.ofByteArray(none), PlainClient.PATCH_HEADERS)
        .problem(ErrorCode.INVALID_REQUEST);
    tus.create("f", 6L << 40).problem(ErrorCode.TOO_LARGE);
    tus.create("f", -1).problem(ErrorCode.INVALID_REQUEST);
    tus.create("../f", 1).problem(ErrorCode.INVALID_PATH);
    tus.post(none, "Upload-Metadata", metadata).problem(ErrorCode.INVALID_REQUEST);
    tus.post(none, "Upload-Length", "1").problem(ErrorCode.INVALID_REQUEST);
    tus.post(none, "Upload-Length", "1", "Upload-Metadata", "path ?")
        .problem(ErrorCode.INVALID_REQUEST);
    tus.post(none, "Upload-Length", "1", "Upload-Metadata", metadata + "," + metadata)
        .problem(ErrorCode.INVALID_REQUEST);
    tus.post(none, "Upload-Length", "1", "Upload-Metadata", metadata + ",mode " + base64("rwx"))
        .problem(ErrorCode.INVALID_REQUEST);
    tus.post(none, "Upload-Defer-Length", "2", "Upload-Metadata", metadata)
        .problem(ErrorCode.INVALID_REQUEST);
    tus.post(none, "Upload-Concat", "half").problem(ErrorCode.INVALID_REQUEST);
    tus.post(new byte[1], "Upload-Length", "1", "Upload-Metadata", metadata)
        .problem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    assertThat(tus.offset(upload)).isZero();
    assertThat(version.puts()).isEmpty();
  }

  private Answer patchAs(String upload, String type) {
    return version.send(
        "PATCH",
        upload,
        BodyPublishers.ofByteArray(new byte[1]),
        "Tus-Resumable",
        "1.0.0",
        "Upload-Offset",
        "0",
        "Content-Type",
        type);
  }

  @Test
  void moreBytesThanTheUploadLacksAreRefusedThoughNobodyAnnouncedThem() {
    String upload = tus.created("f", 1_000);

    Answer answer =
        version.send(
            "PATCH",
            upload,
            BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[100_000])),
            PlainClient.with(PlainClient.PATCH_HEADERS, "Upload-Offset", "0"));

    answer.problem(ErrorCode.TOO_LARGE);
    assertThat(tus.offset(upload)).isZero();
    assertThat(version.puts()).isEmpty();
  }

  @Test
  void postStandsForMethodsThatDoNotComeThrough() {
    byte[] content = TestPack.random(100);
    String upload = tus.created("f", content.length);

    Answer written =
        version.send(
            "POST",
            upload,
            BodyPublishers.ofByteArray(content),
            PlainClient.with(
                PlainClient.PATCH_HEADERS,
                "X-HTTP-Method-Override",
                "PATCH",
                "Upload-Offset",
                "0"));
    Answer none = version.send("POST", upload, BodyPublishers.noBody(), "Tus-Resumable", "1.0.0");
    Answer removed =
        version.send(
            "POST",
            upload,
            BodyPublishers.noBody(),
            "Tus-Resumable",
            "1.0.0",
            "X-HTTP-Method-Override",
            "DELETE");

    assertThat(written.status()).isEqualTo(204);
    none.problem(ErrorCode.METHOD_NOT_ALLOWED);
    assertThat(removed.status()).isEqualTo(204);
    assertThat(tus.head(upload).status()).isEqualTo(404);
    assertThat(Stored.of(version, "f", content).digest()).isEqualTo(Digest.of(content));
  }

  /** A method in a header gives no rights that the request does not have. */
  @Test
  void getStandsForNothing() {
    String upload = tus.created("f", 10);

    Answer answer =
        version.send(
            "GET",
            upload,
            BodyPublishers.noBody(),
            "Tus-Resumable",
            "1.0.0",
            "X-HTTP-Method-Override",
            "DELETE");

    assertThat(answer.status()).isIn(404, 405);
    assertThat(tus.head(upload).status()).isEqualTo(200);
  }

  static UUID id(String upload) {
    return UUID.fromString(upload.substring(upload.lastIndexOf('/') + 1));
  }
}
