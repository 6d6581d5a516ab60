package io.lamella.upload.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.content.Digest;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.FilesStored;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestTar;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TarTest {
  private final TestVersion version = TestVersion.fresh();

  @Test
  void takesFilesFoldersAndLinksIn() {
    // Given
    byte[] content = TestPack.random(50_000);
    TestTar tar =
        new TestTar()
            .folder("./")
            .folder("./full/")
            .folder("./bare/")
            .file("./full/a.bin", content, 0755)
            .file("./full/ünï-?.txt", "text".getBytes(StandardCharsets.UTF_8), 0640)
            .file("./" + "long/".repeat(40) + "name", new byte[0], 0644)
            .link("./link", "full/a.bin", TarConstants.LF_SYMLINK)
            .link("./hard", "./full/a.bin", TarConstants.LF_LINK);

    // When
    FilesStored stored = put(tar.bytes(), "").as(FilesStored.class);

    // Then
    assertThat(stored.files()).isEqualTo(4);
    assertThat(stored.bytes()).isEqualTo(50_004);
    assertThat(entries())
        .contains("\"path\":\"full/a.bin\"", "\"mode\":\"0755\"", "\"path\":\"hard\"")
        .contains("\"path\":\"full/ünï-?.txt\"", "\"mode\":\"0640\"")
        .contains("\"path\":\"" + "long/".repeat(40) + "name\"")
        .contains("\"target\":\"full/a.bin\"")
        .contains("\"path\":\"bare\"")
        .doesNotContain("\"path\":\"full\"");
    VersionSealed sealed = sealed();
    assertThat(sealed.files()).isEqualTo(4);
    assertThat(sealed.bytes()).isEqualTo(100_004);
  }

  @Test
  void putsEverythingIntoAFolder() {
    put(new TestTar().file("a", new byte[1], 0644).bytes(), "?path=x/y").as(FilesStored.class);

    assertThat(entries()).contains("\"path\":\"x/y/a\"");
  }

  @Test
  void takesMoreThanAPackIn() {
    // Given
    TestTar tar = new TestTar();
    for (int i = 0; i < 300; i++) {
      tar.file("small-" + i, TestPack.random(2_000), 0644);
    }
    tar.file("large", TestPack.random(40 << 20), 0644);
    for (int i = 0; i < 300; i++) {
      tar.file("after-" + i, TestPack.random(2_000), 0644);
    }

    // When
    FilesStored stored = put(tar.bytes(), "").as(FilesStored.class);

    // Then
    assertThat(stored.files()).isEqualTo(601);
    assertThat(sealed().files()).isEqualTo(601);
  }

  @Test
  void aFolderThatHoldsSomethingStaysAsItIs() {
    version.open();
    put(new TestTar().file("d/kept", new byte[1], 0644).bytes(), "").as(FilesStored.class);

    put(new TestTar().folder("d/").file("d/new", new byte[1], 0644).bytes(), "")
        .as(FilesStored.class);

    assertThat(entries()).contains("\"path\":\"d/kept\"", "\"path\":\"d/new\"");
  }

  @Test
  void refusesPathsThatNoVersionCanHold() {
    for (String path :
        List.of(
            "a/../../b",
            "/etc/passwd",
            "../b",
            "a/./b",
            "a//b",
            "/" + "long/".repeat(40) + "name",
            "x".repeat(5_000),
            "long/".repeat(1_000) + "name")) {
      TestTar tar = new TestTar().file("fine", new byte[1], 0644).file(path, new byte[1], 0644);

      put(tar.bytes(), "").problem(ErrorCode.INVALID_PATH);
    }
    assertNothingRegistered();
  }

  @Test
  void refusesNamesThatAreNotUtf8() {
    byte[] tar = new TestTar().file("x~y", new byte[1], 0644).bytes();
    tar[1] = (byte) 0xff;
    fixChecksum(tar);

    put(tar, "").problem(ErrorCode.INVALID_PATH);

    assertNothingRegistered();
  }

  @Test
  void keepsNamesThatDifferInCaseOrNormalizationOnly() {
    TestTar tar = new TestTar();
    for (String name : List.of("A", "a", "e\u0301", "\u00e9")) {
      tar.file(name, name.getBytes(StandardCharsets.UTF_8), 0644);
    }

    assertThat(put(tar.bytes(), "").as(FilesStored.class).files()).isEqualTo(4);

    assertThat(sealed().files()).isEqualTo(4);
  }

  @Test
  void theLaterOfAFileAndAFolderOfTheSameNameWins() {
    TestTar tar =
        new TestTar()
            .file("a", new byte[1], 0644)
            .file("a/b", new byte[1], 0644)
            .file("c/d", new byte[1], 0644)
            .file("c", new byte[1], 0644);

    put(tar.bytes(), "").as(FilesStored.class);

    assertThat(entries())
        .contains("\"path\":\"a/b\"", "\"path\":\"c\"")
        .doesNotContain("\"path\":\"a\"", "\"path\":\"c/d\"");
  }

  @Test
  void refusesANameWithNul() {
    TestTar tar = new TestTar().records(Map.of("path", "a\0b")).file("instead", new byte[1], 0644);

    put(tar.bytes(), "").problem(ErrorCode.INVALID_PATH);

    assertNothingRegistered();
  }

  @Test
  void refusesAnEndlessNameAtOnce() {
    // Given: a name with more parts than anyone would look for one by one
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 120_000; i++) {
      name.append("/p").append(i);
    }
    TestTar tar =
        new TestTar().records(Map.of("path", "x" + name)).file("instead", new byte[0], 0644);

    // When, Then
    put(tar.bytes(), "").problem(ErrorCode.INVALID_PATH);
  }

  @Test
  void takesAFileWithHolesIn() {
    // Given: a mebibyte of zeros but for its last byte
    byte[] mapAndByte = Arrays.copyOf(map((1 << 20) - 1, 1), 513);
    mapAndByte[512] = 'x';
    byte[] whole = new byte[1 << 20];
    whole[whole.length - 1] = 'x';

    // When
    FilesStored stored =
        put(new TestTar().withHoles("sparse", 1 << 20, mapAndByte).bytes(), "")
            .as(FilesStored.class);

    // Then
    assertThat(stored.bytes()).isEqualTo(1 << 20);
    assertThat(entries()).contains("\"path\":\"sparse\"", Digest.of(whole).hex());
  }

  /** One piece of data behind a hole, as version 1.0 of GNU tar's form tells of it. */
  private static byte[] map(long offset, long length) {
    return Arrays.copyOf("1\n%d\n%d\n".formatted(offset, length).getBytes(UTF_8), 512);
  }

  @Test
  void refusesAHardLinkToNothing() {
    TestTar tar = new TestTar().link("hard", "nothing", TarConstants.LF_LINK);

    assertThat(put(tar.bytes(), "").problem(ErrorCode.INVALID_CHANGE)).contains("nothing");
  }

  @Test
  void refusesWhatStandsInThePlaceOfTheTop() {
    version.open();
    for (String top : List.of("", ".", "./")) {
      put(new TestTar().link("hard", top, TarConstants.LF_LINK).bytes(), "")
          .problem(ErrorCode.INVALID_PATH);
    }
    put(new TestTar().link(".", "target", TarConstants.LF_SYMLINK).bytes(), "")
        .problem(ErrorCode.INVALID_PATH);
    put(new TestTar().file(".", new byte[1], 0644).bytes(), "?path=x")
        .problem(ErrorCode.INVALID_PATH);

    assertNothingRegistered();
  }

  @Test
  void refusesTargetsThatNoSymlinkHas() {
    version.open();
    for (String target : List.of("", "\u00fc".repeat(2_049))) {
      put(new TestTar().link("link", target, TarConstants.LF_SYMLINK).bytes(), "")
          .problem(ErrorCode.INVALID_PATH);
    }

    assertNothingRegistered();
  }

  @Test
  void aHardLinkReachesBackOverSoManyFilesAndSaysTheLimit() {
    TestTar tar = new TestTar();
    for (int i = 0; i <= TarRun.REMEMBERED + TarRun.PIECE; i++) {
      tar.file("f" + i, new byte[0], 0644);
    }
    tar.link("near", "f" + (TarRun.PIECE + 1), TarConstants.LF_LINK);
    tar.link("far", "f0", TarConstants.LF_LINK);

    assertThat(put(tar.bytes(), "").problem(ErrorCode.LIMIT_EXCEEDED)).contains("50000");
  }

  @Test
  void aBrokenStreamRegistersNothing() {
    byte[] tar = new TestTar().file("a", TestPack.random(5_000), 0644).bytes();

    put(Arrays.copyOf(tar, 3_000), "").problem(ErrorCode.INVALID_REQUEST);
    put(Arrays.copyOf(tar, 512 * 11), "").problem(ErrorCode.INVALID_REQUEST);
    put("no tar stream at all, but text".repeat(50).getBytes(StandardCharsets.UTF_8), "")
        .problem(ErrorCode.INVALID_REQUEST);

    assertNothingRegistered();
  }

  @Test
  void aClientThatHangsUpRegistersNothing() {
    // Given
    TestTar tar = new TestTar();
    for (int i = 0; i < 30; i++) {
      tar.file("f" + i, TestPack.random(100_000), 0644);
    }
    byte[] bytes = tar.bytes();
    version.open();

    // When
    RawRequest.cutOff(
        version,
        "PUT",
        "/v1/drafts/" + version.id() + "/tar",
        bytes.length,
        Arrays.copyOf(bytes, bytes.length - 50_000));

    // Then
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(30))
        .until(() -> version.draft().as(DraftView.class).pending() == 0);
  }

  private void assertNothingRegistered() {
    assertThat(version.draft().as(DraftView.class).pending()).isZero();
  }

  private Answer put(byte[] tar, String query) {
    return version.send(
        "PUT", "/v1/drafts/" + version.id() + "/tar" + query, BodyPublishers.ofByteArray(tar));
  }

  private String entries() {
    return new String(version.get("/entries").bytes(), StandardCharsets.UTF_8);
  }

  private VersionSealed sealed() {
    version.atEpoch(2).askSeal();
    return version.atEpoch(2).awaitSealed();
  }

  private static void fixChecksum(byte[] tar) {
    Arrays.fill(tar, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[i] & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, tar, 148, 8);
  }
}
