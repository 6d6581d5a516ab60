package io.lamella.upload.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.FilesStored;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestVersion;
import io.lamella.upload.intake.Gathered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FormTest {
  private static final String BOUNDARY = "----a boundary".replace(' ', '-');

  private final TestVersion version = TestVersion.fresh();
  private final ByteArrayOutputStream form = new ByteArrayOutputStream();
  @TempDir Path folder;

  @Test
  void takesTheFilesOfAFormIn() {
    byte[] content = TestPack.random(100_000);
    part("name=\"file\"; filename=\"a.bin\"", content);
    part("name=\"other\"; filename=\"train/\u00fcn \u0434.csv\"", "a,b".getBytes(UTF_8));
    part("name=\"note\"", "a field that is no file".getBytes(UTF_8));
    part("name=\"file\"; filename=\" blank \"", new byte[0]);
    part("name=\"file\"; filename*=UTF-8''star%C3%BC.csv", new byte[] {13, 10, 45, 45});

    FilesStored stored = post(ended(), "").as(FilesStored.class);

    assertThat(stored.files()).isEqualTo(4);
    assertThat(stored.bytes()).isEqualTo(100_007);
    assertThat(entries())
        .containsExactly(
            " blank  " + Digest.EMPTY.hex(),
            "a.bin " + Digest.of(content).hex(),
            "star\u00fc.csv " + Digest.of(new byte[] {13, 10, 45, 45}).hex(),
            "train/\u00fcn \u0434.csv " + Digest.of("a,b".getBytes(UTF_8)).hex());
    version.atEpoch(2).askSeal();
    assertThat(version.atEpoch(2).awaitSealed().bytes()).isEqualTo(100_007);
  }

  @Test
  void contentThatLooksLikeABoundaryIsContent() {
    byte[] tricky =
        ("\r\n--" + BOUNDARY.substring(1) + "\r\n--" + BOUNDARY.substring(0, 5)).getBytes(UTF_8);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int i = 0; i < 3_000; i++) {
      content.writeBytes(tricky);
    }
    part("name=\"file\"; filename=\"tricky\"", content.toByteArray());

    post(ended(), "").as(FilesStored.class);

    assertThat(entries()).containsExactly("tricky " + Digest.of(content.toByteArray()).hex());
  }

  @Test
  void takesLongFilesAndManyIn() {
    byte[] large = TestPack.random(40 << 20);
    for (int i = 0; i < 10_050; i++) {
      part("name=\"file\"; filename=\"many/f" + i + "\"", new byte[0]);
    }
    part("name=\"file\"; filename=\"large\"", large);

    assertThat(post(ended(), "").as(FilesStored.class).files()).isEqualTo(10_051);

    assertThat(version.puts()).hasSize(10_051);
    assertThat(entries()).contains("large " + Digest.of(large).hex());
  }

  @Test
  void putsFilesIntoTheFolderThatIsSaid() {
    part("name=\"file\"; filename=\"a\"", new byte[1]);
    byte[] plain = ended();
    form.reset();
    part("name=\"path\"", "x/\u00fc".getBytes(UTF_8));
    part("name=\"file\"; filename=\"a\"", new byte[1]);
    byte[] told = ended();

    post(plain, "?path=y").as(FilesStored.class);
    post(told, "").as(FilesStored.class);

    assertThat(version.puts())
        .extracting(entry -> entry.path().toString())
        .containsExactly("x/\u00fc/a", "y/a");
    post(told, "?path=y").problem(ErrorCode.INVALID_REQUEST);
    form.reset();
    part("name=\"file\"; filename=\"late\"", new byte[1]);
    part("name=\"path\"", "x".getBytes(UTF_8));
    assertThat(post(ended(), "").problem(ErrorCode.INVALID_REQUEST)).contains("before the files");
  }

  @Test
  void takesWhatCurlSends() throws Exception {
    // Given
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "no curl here");
    version.open();
    byte[] content = TestPack.random(3 << 20);
    Files.write(folder.resolve("a.csv"), content);
    Files.writeString(folder.resolve("b.csv"), "b");
    Files.writeString(folder.resolve("gr\u00fcn.csv"), "c");

    // When
    curl("-F", "file=@a.csv", "-F", "file=@b.csv");
    curl("-F", "file=@a.csv;filename=train/a.csv", "-F", "file=@gr\u00fcn.csv");
    curl("-F", "path=sub/folder", "-F", "file=@b.csv");

    // Then
    assertThat(entries())
        .containsExactly(
            "a.csv " + Digest.of(content).hex(),
            "b.csv " + Digest.of("b".getBytes(UTF_8)).hex(),
            "gr\u00fcn.csv " + Digest.of("c".getBytes(UTF_8)).hex(),
            "sub/folder/b.csv " + Digest.of("b".getBytes(UTF_8)).hex(),
            "train/a.csv " + Digest.of(content).hex());
  }

  private void curl(String... form) throws Exception {
    List<String> line = new ArrayList<>(List.of("curl", "-fsS", "-o", "answer"));
    line.addAll(List.of("-H", Ticket.HEADER + ": " + version.ticket()));
    line.addAll(List.of(form));
    line.add(TestVersion.uri(address("")).toString());
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile()).inheritIO();
    builder.environment().put("LC_ALL", "C.UTF-8");
    assertThat(builder.start().waitFor()).isZero();
  }

  @Test
  void aFormWithoutFilesIsAProblemThatSaysWhatToSend() {
    part("name=\"file\"", "a.csv".getBytes(UTF_8));
    part("name=\"chosen\"; filename=\"\"", new byte[0]);
    assertThat(post(ended(), "").problem(ErrorCode.INVALID_REQUEST)).contains("-F file=@");
    form.reset();
    assertThat(post(ended(), "").problem(ErrorCode.INVALID_REQUEST)).contains("-F file=@");
    assertNothingRegistered();
  }

  @Test
  void refusesPathsThatNoVersionCanHoldOrThatNobodyCanTell() {
    for (String path :
        List.of(
            "../a",
            "/etc/passwd",
            "a/../b",
            "a//b",
            "a/",
            "C:\\a",
            "a%22b",
            "a%0Ab",
            "=?UTF-8?Q?a?=",
            "x".repeat(5_000))) {
      form.reset();
      part("name=\"file\"; filename=\"fine\"", new byte[1]);
      part("name=\"file\"; filename=\"" + path + "\"", new byte[1]);

      post(ended(), "").problem(ErrorCode.INVALID_PATH);
    }
    form.reset();
    form.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; ").getBytes(UTF_8));
    form.writeBytes("name=\"f\"; filename=\"gr\u00fcn\"\r\n\r\n\r\n".getBytes(ISO_8859_1));
    post(ended(), "").problem(ErrorCode.INVALID_PATH);

    assertNothingRegistered();
  }

  @Test
  void refusesAPathThatComesTwice() {
    for (List<String> paths :
        List.of(List.of("twice", "twice"), List.of("twice", "twice/x"), far())) {
      form.reset();
      paths.forEach(path -> part("name=\"file\"; filename=\"" + path + "\"", new byte[0]));

      assertThat(post(ended(), "").problem(ErrorCode.INVALID_CHANGE)).contains("twice");
    }
    assertNothingRegistered();
  }

  /** Further apart than what is held. */
  private static List<String> far() {
    List<String> paths = new ArrayList<>(List.of("twice"));
    for (int i = 0; i <= Gathered.FILES; i++) {
      paths.add("f" + i);
    }
    paths.add("twice");
    return paths;
  }

  @Test
  void refusesWhatIsCutOffWhereverThatIs() {
    part("name=\"path\"", "x".getBytes(UTF_8));
    part("name=\"file\"; filename=\"a\"", TestPack.random(500));
    part("name=\"file\"; filename=\"b\"", TestPack.random(500));
    byte[] whole = ended();
    int mark = whole.length - 2;
    for (int length = mark - 1; length >= 0; length -= 17) {
      Answer answer = post(Arrays.copyOf(whole, length), "");
      assertThat(answer.status()).as("%d of %d", length, whole.length).isEqualTo(400);
    }
    assertNothingRegistered();
    assertThat(post(Arrays.copyOf(whole, mark), "").as(FilesStored.class).files()).isEqualTo(2);
  }

  @Test
  void whateverFormComesIsTakenOrRefusedWithAReason() {
    version.open();
    long first = new Random().nextLong();
    for (long seed = first; seed < first + 100; seed++) {
      // Given
      Random random = new Random(seed);
      form.reset();
      for (int i = random.nextInt(3); i >= 0; i--) {
        part("name=\"file\"; filename=\"f" + i + "\"", new byte[random.nextInt(100)]);
      }
      byte[] changed = ended();
      for (int i = random.nextInt(4); i > 0; i--) {
        byte[] values = "\r\n-:;=\"\\/ %'*".getBytes(UTF_8);
        changed[random.nextInt(changed.length)] = values[random.nextInt(values.length)];
      }
      long before = version.draft().as(DraftView.class).pending();

      // When
      Answer answer = post(changed, "");

      // Then
      assertThat(answer.status())
          .as("seed %d: %s", seed, new String(answer.bytes(), UTF_8))
          .isIn(201, 400, 422);
      if (answer.status() != 201) {
        assertThat(version.draft().as(DraftView.class).pending()).isEqualTo(before);
      }
    }
  }

  @Test
  void refusesWhatIsNoForm() {
    version.open();
    for (String type : List.of("text/csv", "application/x-www-form-urlencoded")) {
      version
          .send("POST", address(""), BodyPublishers.ofString("a=b"), "Content-Type", type)
          .problem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
    version
        .send(
            "POST",
            address(""),
            BodyPublishers.ofString("a=b"),
            "Content-Type",
            "multipart/form-data")
        .problem(ErrorCode.INVALID_REQUEST);
    assertNothingRegistered();
  }

  @Test
  void aClientThatHangsUpRegistersNothing() {
    part("name=\"file\"; filename=\"a\"", TestPack.random(2 << 20));
    byte[] whole = ended();
    version.open();

    RawRequest.cutOff(
        version,
        "POST",
        address(""),
        whole.length + 1,
        whole,
        "Content-Type",
        "multipart/form-data; boundary=" + BOUNDARY);

    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(30))
        .until(() -> version.draft().as(DraftView.class).pending() == 0);
  }

  private void part(String disposition, byte[] content) {
    form.writeBytes(
        ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
            .getBytes(UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n".getBytes(UTF_8));
  }

  private byte[] ended() {
    form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return form.toByteArray();
  }

  private Answer post(byte[] body, String query) {
    return version.send(
        "POST",
        address(query),
        BodyPublishers.ofByteArray(body),
        "Content-Type",
        "multipart/form-data; boundary=" + BOUNDARY);
  }

  private String address(String query) {
    return "/v1/drafts/" + version.id() + "/files" + query;
  }

  private void assertNothingRegistered() {
    version.open();
    assertThat(version.draft().as(DraftView.class).pending()).isZero();
  }

  private List<String> entries() {
    return version.puts().stream()
        .map(entry -> entry.path() + " " + ((Entry.File) entry).digest().hex())
        .toList();
  }
}
