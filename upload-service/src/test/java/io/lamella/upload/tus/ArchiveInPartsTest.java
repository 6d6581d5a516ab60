package io.lamella.upload.tus;

import static io.lamella.upload.tus.PlainClient.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.manifest.Entry;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.FilesStored;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestTar;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Streams of files that are cut off and go on. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ArchiveInPartsTest {
  private final TestVersion version = TestVersion.fresh();
  private final PlainClient tus = new PlainClient(version);
  private final byte[] content = TestPack.random(3_000_000);

  @Test
  void aTarStreamThatCameInSeveralRequestsIsUnpacked() {
    // Given
    byte[] tar =
        new TestTar().file("a/large.bin", content, 0755).file("b", new byte[10], 0644).bytes();
    String upload = sent(tar);

    // When
    FilesStored stored = unpack("tar?path=x&upload=" + upload).as(FilesStored.class);

    // Then
    assertThat(stored.files()).isEqualTo(2);
    assertThat(stored.bytes()).isEqualTo(3_000_010);
    assertThat(version.puts())
        .extracting(Entry::path)
        .map(Object::toString)
        .containsExactly("x/a/large.bin", "x/b");
    assertThat(Stored.of(version, "x/a/large.bin", content)).isNotNull();
  }

  @Test
  void aZipMayLieInSeveralUploads() throws IOException {
    // Given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("large.bin"));
      zip.write(content);
      zip.closeEntry();
    }
    byte[] all = bytes.toByteArray();
    String first = sent(Arrays.copyOf(all, 1_000_000));
    String second = sent(Arrays.copyOfRange(all, 1_000_000, all.length));

    // When
    Answer answer = unpack("zip?upload=" + first + "&upload=" + second);

    // Then
    assertThat(answer.as(FilesStored.class).files()).isEqualTo(1);
    assertThat(version.puts())
        .extracting(put -> put.path().toString())
        .containsExactly("large.bin");
  }

  @Test
  void aFormThatWasCutOffGoesOnToo() {
    // Given: what a client of forms would have sent at once
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        "--cut\r\nContent-Disposition: form-data; name=\"f\"; filename=\"l.bin\"\r\n\r\n"
            .getBytes(UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n--cut--\r\n".getBytes(UTF_8));
    String upload = sent(form.toByteArray());
    String half = begun(form.toByteArray());
    String type = "multipart/form-data; boundary=cut";

    // When
    Answer answer = unpack("files?path=x&upload=" + upload, "Content-Type", type);

    // Then
    assertThat(answer.as(FilesStored.class).bytes()).isEqualTo(content.length);
    assertThat(Stored.of(version, "x/l.bin", content)).isNotNull();
    unpack("files?upload=" + half, "Content-Type", type).problem(ErrorCode.CONFLICT);
    unpack("files?upload=" + upload).problem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void whatIsNotWholeOrNoneOfTheDraftIsRefused() {
    // Given
    byte[] tar = new TestTar().file("f", new byte[10], 0644).bytes();
    String half = begun(tar);
    String whole = sent(tar);
    String damaged = sent(Arrays.copyOf(tar, 700));
    TestVersion other = TestVersion.fresh();

    // Then
    unpack("tar?upload=" + half).problem(ErrorCode.CONFLICT);
    unpack("tar?upload=" + damaged).problem(ErrorCode.INVALID_REQUEST);
    unpack("zip?upload=" + whole).problem(ErrorCode.INVALID_REQUEST);
    unpack("tar?upload=" + UUID.randomUUID()).problem(ErrorCode.UPLOAD_NOT_FOUND);
    unpack("tar?upload=x").problem(ErrorCode.UPLOAD_NOT_FOUND);
    other
        .send("POST", "/v1/drafts/" + other.id() + "/tar?upload=" + whole, BodyPublishers.noBody())
        .problem(ErrorCode.INVALID_REQUEST);
    assertThat(version.draft().as(DraftView.class).pending()).isZero();
  }

  @Test
  void aStoreThatFailsIsNoFaultOfTheStream() {
    // Given: where the bytes lie is not there any more
    String upload = sent(new TestTar().file("f", content, 0644).bytes());
    TestRows.change(
        "UPDATE tus_extents SET extents = replace(extents::text, $2, $3)::jsonb WHERE upload = $1",
        Concat.id(upload),
        packOf(upload),
        "0".repeat(64));

    // Then
    unpack("tar?upload=" + upload).problem(ErrorCode.CONTENT_DAMAGED);
  }

  private static String packOf(String upload) {
    return TestRows.query(
            "SELECT substring(extents::text from '[0-9a-f]{64}') AS pack FROM tus_extents WHERE"
                + " upload = $1",
            Concat.id(upload))
        .get(0)
        .getString("pack");
  }

  private Answer unpack(String below, String... headers) {
    return version.send(
        "POST", "/v1/drafts/" + version.id() + "/" + below, BodyPublishers.noBody(), headers);
  }

  /** An upload of which one half has come. */
  private String begun(byte[] bytes) {
    Answer made =
        tus.post(
            new byte[0],
            "Upload-Length",
            Integer.toString(bytes.length),
            "Upload-Concat",
            "partial");
    String upload = header(made, "Location");
    tus.patch(upload, 0, Arrays.copyOf(bytes, bytes.length / 2));
    return upload;
  }

  private String sent(byte[] bytes) {
    String upload = begun(bytes);
    long offset = tus.offset(upload);
    tus.patch(upload, offset, Arrays.copyOfRange(bytes, (int) offset, bytes.length));
    return upload;
  }
}
