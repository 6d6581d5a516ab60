package io.lamella.upload.tus;

import static io.lamella.upload.tus.PlainClient.base64;
import static io.lamella.upload.tus.PlainClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that name a dataset, where nobody has said whom to ask for its draft. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class NamedDatasetTest {
  private static final String NAMED =
      ",project %s,dataset %s".formatted(base64("vision/raw"), base64("frames"));

  @Test
  void saysWhatToDoInstead() {
    String detail = create(PlainClient.metadata("f") + NAMED).problem(ErrorCode.INVALID_REQUEST);

    assertThat(detail).contains("name the version as draft", "lamella.metadata-url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"project", "dataset"})
  void oneOfTheTwoIsNotEnough(String key) {
    String half = "," + key + " " + base64("frames") + ",other " + base64("x");

    String detail = create(PlainClient.metadata("f") + half).problem(ErrorCode.INVALID_REQUEST);

    assertThat(detail).contains("both project and dataset");
  }

  @Test
  void whoNamesNothingIsToldWhatMayBeNamed() {
    String detail = create(PlainClient.metadata("f")).problem(ErrorCode.INVALID_REQUEST);

    assertThat(detail).contains("ticket", "draft", "project and dataset");
  }

  /** Nobody is asked for a draft that could not take the file. */
  @Test
  void whatIsWrongOtherwiseIsFoundFirst() {
    assertThat(create("colour " + base64("red") + NAMED).problem(ErrorCode.INVALID_REQUEST))
        .contains("where the file goes");
    create(PlainClient.metadata("../f") + NAMED).problem(ErrorCode.INVALID_PATH);
    assertThat(
            create(PlainClient.metadata("f") + ",mode " + base64("rwx") + NAMED)
                .problem(ErrorCode.INVALID_REQUEST))
        .contains("mode");
  }

  @Test
  void aTicketOrADraftSaysMoreThanADataset() {
    TestVersion version = TestVersion.fresh();
    PlainClient tus = new PlainClient(version);

    Answer shown =
        tus.post(
            new byte[0],
            "Upload-Length",
            "0",
            "Upload-Metadata",
            PlainClient.metadata("shown") + NAMED);
    Answer named =
        create(PlainClient.metadata("named") + ",draft " + base64(version.id().toString()) + NAMED);

    assertThat(shown.status()).isEqualTo(201);
    assertThat(named.status()).isEqualTo(201);
    assertThat(header(named, "Lamella-Version")).isEqualTo(version.id().toString());
  }

  @Test
  void everyAnswerAboutAnUploadNamesItsVersion() {
    TestVersion version = TestVersion.fresh();
    PlainClient tus = new PlainClient(version);

    Answer made = tus.create("f", 10);
    String upload = header(made, "Location");
    Answer patched = tus.patch(upload, 0, new byte[10]);

    assertThat(header(made, "Lamella-Version")).isEqualTo(version.id().toString());
    assertThat(header(patched, "Lamella-Version")).isEqualTo(version.id().toString());
    assertThat(header(tus.head(upload), "Lamella-Version")).isEqualTo(version.id().toString());
  }

  /** Makes an empty file, without a ticket. */
  private static Answer create(String metadata) {
    return TestVersion.send(
        HttpRequest.newBuilder(TestVersion.uri("/v1/tus"))
            .POST(BodyPublishers.noBody())
            .header("Tus-Resumable", "1.0.0")
            .header("Upload-Length", "0")
            .header("Upload-Metadata", metadata)
            .build());
  }
}
