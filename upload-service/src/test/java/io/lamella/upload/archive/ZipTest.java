package io.lamella.upload.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.FilesStored;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestVersion;
import io.lamella.upload.TestZip;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ZipTest {
  private final TestVersion version = TestVersion.fresh();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesFilesFoldersAndLinksInWithTheirModes(boolean streamed) {
    // Given
    byte[] content = TestPack.random(50_000);
    TestZip zip =
        new TestZip(streamed)
            .folder("full/", 0755)
            .folder("bare/", 0700)
            .file("full/run.sh", 0755, content)
            .file("full/ünï.txt", 0640, "text".getBytes(UTF_8))
            .file("long/".repeat(40) + "name", 0600, new byte[0])
            .link("link", "full/run.sh")
            .link("full/ünlink", "../nöwhere")
            .file("untold", "x".getBytes(UTF_8));

    // When
    FilesStored stored = put(zip.bytes(), "").as(FilesStored.class);

    // Then
    assertThat(stored.files()).isEqualTo(4);
    assertThat(stored.bytes()).isEqualTo(50_005);
    assertThat(entries())
        .containsExactly(
            "d 700 bare",
            "f 755 full/run.sh " + Digest.of(content).hex(),
            "l full/ünlink ../nöwhere",
            "f 640 full/ünï.txt " + Digest.of("text".getBytes(UTF_8)).hex(),
            "l link full/run.sh",
            "f 600 " + "long/".repeat(40) + "name " + Digest.EMPTY.hex(),
            "f 644 untold " + Digest.of("x".getBytes(UTF_8)).hex());
    VersionSealed sealed = sealed();
    assertThat(sealed.files()).isEqualTo(4);
    assertThat(sealed.bytes()).isEqualTo(50_005);
  }

  @Test
  void putsEverythingIntoAFolderAndKeepsTimes() {
    ZipArchiveEntry entry = new ZipArchiveEntry("a");
    Instant then = Instant.parse("2021-03-04T05:06:07Z");
    entry.setLastModifiedTime(FileTime.from(then));

    put(new TestZip().add(entry, new byte[1]).bytes(), "?path=x/y").as(FilesStored.class);

    Entry.File file = (Entry.File) version.puts().get(0);
    assertThat(file.path()).hasToString("x/y/a");
    assertThat(file.mtimeNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(then.getEpochSecond()));
  }

  @Test
  void takesWhatJavaWrites() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : List.of("d/", "d/a", "ü", "empty")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write((name.endsWith("/") || name.equals("empty") ? "" : "in " + name).getBytes(UTF_8));
      }
      zip.setComment("a comment");
    }

    assertThat(put(out.toByteArray(), "").as(FilesStored.class).files()).isEqualTo(3);
    assertThat(sealed().files()).isEqualTo(3);
  }

  @Test
  void takesWhatZipWritesIntoAFileAndAPipe() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/zip")), "no zip here");
    Path source = source();

    Files.createFile(source.resolve("empty"));
    run(source, "zip", "-q", "-r", "-y", folder.resolve("file.zip").toString(), ".");
    Files.delete(source.resolve("link"));
    run(source, "sh", "-c", "zip -q -r - . | cat > ../piped.zip");

    for (String made : List.of("file.zip", "piped.zip")) {
      TestVersion each = TestVersion.fresh();
      put(each, Files.readAllBytes(folder.resolve(made)), "").as(FilesStored.class);
      List<String> expected = new ArrayList<>(expected());
      expected.add(2, "f 644 empty " + Digest.EMPTY.hex());
      if (made.startsWith("piped")) {
        expected.removeIf(entry -> entry.startsWith("l "));
      }
      assertThat(entries(each)).as(made).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void takesWhatPythonWrites() throws Exception {
    Assumptions.assumeTrue(run(folder, "sh", "-c", "command -v python3") == 0, "no python3 here");
    Path source = source();
    String script =
        """
        import sys, zipfile
        out = open(sys.argv[1], 'wb')
        class Pipe:
            def __init__(self, to): self.to = to
            def write(self, data): return self.to.write(data)
            def flush(self): self.to.flush()
        with zipfile.ZipFile(out if sys.argv[2] == 'file' else Pipe(out), 'w', zipfile.ZIP_DEFLATED) as z:
            z.write('run.sh'); z.write('ünï.txt'); z.write('data/rows.csv'); z.write('bare')
        """;
    Files.writeString(source.resolve("../make.py"), script);

    for (String made : List.of("file", "pipe")) {
      assertThat(run(source, "python3", "../make.py", "../" + made + ".zip", made)).isZero();
      TestVersion each = TestVersion.fresh();
      put(each, Files.readAllBytes(folder.resolve(made + ".zip")), "").as(FilesStored.class);
      assertThat(entries(each))
          .as(made)
          .containsExactlyElementsOf(expected().stream().filter(e -> !e.startsWith("l ")).toList());
    }
  }

  private Path source() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(source.resolve("run.sh").toFile().setExecutable(true, false)).isTrue();
    Files.writeString(source.resolve("ünï.txt"), "text");
    Files.createDirectories(source.resolve("data"));
    Files.writeString(source.resolve("data/rows.csv"), "a,b\n".repeat(5_000));
    Files.createDirectories(source.resolve("bare"));
    Files.createSymbolicLink(source.resolve("link"), Path.of("data/rows.csv"));
    return source;
  }

  private static List<String> expected() {
    return List.of(
        "d 755 bare",
        "f 644 data/rows.csv " + Digest.of("a,b\n".repeat(5_000).getBytes(UTF_8)).hex(),
        "l link data/rows.csv",
        "f 755 run.sh " + Digest.of("#!/bin/sh\n".getBytes(UTF_8)).hex(),
        "f 644 ünï.txt " + Digest.of("text".getBytes(UTF_8)).hex());
  }

  private static int run(Path in, String... line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(line).directory(in.toFile()).inheritIO();
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start().waitFor();
  }

  @Test
  void takesStoredAndZstandardEntriesIn() {
    byte[] content = "a line\n".repeat(10_000).getBytes(UTF_8);
    TestZip zip =
        new TestZip(false)
            .stored("stored", content)
            .packed("zstd", ZipMethod.ZSTD, content, Zstd.compress(content))
            .stored("empty", new byte[0])
            .file("deflated", content);

    put(zip.bytes(), "").as(FilesStored.class);

    String digest = Digest.of(content).hex();
    assertThat(entries())
        .containsExactly(
            "f 644 deflated " + digest,
            "f 644 empty " + Digest.EMPTY.hex(),
            "f 644 stored " + digest,
            "f 644 zstd " + digest);
  }

  @Test
  void takesMoreThanAPackIn() {
    TestZip zip = new TestZip().wide(Zip64Mode.Always);
    for (int i = 0; i < 300; i++) {
      zip.file("small-" + i, TestPack.random(2_000));
    }
    zip.file("large", TestPack.random(40 << 20));
    for (int i = 0; i < 300; i++) {
      zip.file("after-" + i, TestPack.random(2_000));
    }

    assertThat(put(zip.bytes(), "").as(FilesStored.class).files()).isEqualTo(601);

    assertThat(sealed().files()).isEqualTo(601);
  }

  @Test
  void takesAnEmptyZip() {
    assertThat(put(new TestZip().bytes(), "").as(FilesStored.class).files()).isZero();
  }

  @Test
  void takesMoreEntriesInThanAShortNumberCounts() {
    // Given: modes and links in the first, a middle and the last piece that is written out
    byte[] none = new byte[0];
    TestZip zip = new TestZip();
    for (int i = 0; i < 70_000; i++) {
      String name = "d%03d/f%05d".formatted(i % 300, i);
      if (i % 34_000 == 5) {
        zip.link(name, "n" + i);
      } else {
        byte[] content = i % 1_000 == 7 ? ("n" + i).getBytes(UTF_8) : none;
        zip.file(name, i % 2 == 0 ? 0600 : 0755, content);
      }
    }

    // When
    FilesStored stored = put(zip.bytes(), "").as(FilesStored.class);

    // Then
    assertThat(stored.files()).isEqualTo(69_997);
    List<Entry> puts = version.puts();
    assertThat(puts).hasSize(70_000);
    for (Entry entry : puts) {
      int number = Integer.parseInt(entry.path().name().substring(1));
      if (entry instanceof Entry.File file) {
        assertThat(file.mode()).isEqualTo(number % 2 == 0 ? 0600 : 0755);
        assertThat(file.digest())
            .isEqualTo(
                number % 1_000 == 7 ? Digest.of(("n" + number).getBytes(UTF_8)) : Digest.EMPTY);
      } else {
        assertThat(number % 34_000).isEqualTo(5);
        assertThat(((Entry.Symlink) entry).target()).isEqualTo("n" + number);
      }
    }
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
            "/",
            "//",
            "../",
            "x".repeat(5_000),
            "long/".repeat(1_000) + "name")) {
      TestZip zip = new TestZip().file("fine", new byte[1]).file(path, new byte[0]);

      put(zip.bytes(), "").problem(ErrorCode.INVALID_PATH);
    }
    assertNothingRegistered();
  }

  @Test
  void refusesNamesThatAreNotUtf8OrHaveBackslashes() {
    for (int odd : new int[] {0xff, '\\', 0}) {
      byte[] zip = new TestZip().file("x~y~z", new byte[1]).bytes();
      for (int at = 0; at < zip.length - 5; at++) {
        if (new String(zip, at, 5, UTF_8).equals("x~y~z")) {
          zip[at + 1] = (byte) odd;
        }
      }

      put(zip, "").problem(ErrorCode.INVALID_PATH);
    }
    assertNothingRegistered();
  }

  @Test
  void refusesAPathThatComesTwice() {
    // Given: near each other, and further apart than what is held
    TestZip far = new TestZip().file("twice", new byte[1]);
    for (int i = 0; i < 10_100; i++) {
      far.file("f" + i, new byte[0]);
    }
    far.file("twice", 0600, new byte[2]);
    List<TestZip> zips =
        List.of(
            new TestZip().file("twice", new byte[1]).file("twice", 0600, new byte[1]),
            new TestZip().folder("twice/", 0755).folder("twice/", 0700),
            new TestZip().file("twice", new byte[1]).file("twice/x", new byte[1]),
            new TestZip().file("twice/x", new byte[1]).file("twice", new byte[1]),
            new TestZip().file("twice", new byte[1]).folder("twice/", 0755),
            new TestZip().link("twice", "elsewhere").folder("twice/deep/", 0755),
            new TestZip().link("twice", "elsewhere").file("twice/x", new byte[1]),
            far);

    for (TestZip zip : zips) {
      assertThat(put(zip.bytes(), "").problem(ErrorCode.INVALID_CHANGE)).contains("twice");
    }
    assertNothingRegistered();
  }

  @Test
  void refusesWhatIsNoFileFolderOrLink() {
    assertThat(
            put(new TestZip().entry("fifo", 0010644, new byte[0]).bytes(), "")
                .problem(ErrorCode.INVALID_CHANGE))
        .contains("fifo");
    put(new TestZip().entry("d", 0040755, new byte[0]).bytes(), "")
        .problem(ErrorCode.INVALID_CHANGE);
    put(new TestZip().entry("f/", 0100644, new byte[0]).bytes(), "")
        .problem(ErrorCode.INVALID_CHANGE);
    put(new TestZip().entry("d/", 0040755, "content".getBytes(UTF_8)).bytes(), "")
        .problem(ErrorCode.INVALID_CHANGE);

    assertNothingRegistered();
  }

  @Test
  void refusesTargetsThatNoSymlinkHas() {
    for (byte[] target : List.of(new byte[0], new byte[5_000], new byte[] {'a', 0}, bytes(0xff))) {
      put(new TestZip().entry("link", 0120777, target).bytes(), "").problem(ErrorCode.INVALID_PATH);
    }
    assertNothingRegistered();
  }

  private static byte[] bytes(int one) {
    return new byte[] {(byte) one};
  }

  @Test
  void refusesEncryptedEntriesByName() {
    byte[] zip = new TestZip(false).file("secret", TestPack.random(100)).bytes();
    zip[6] |= 1;

    assertThat(put(zip, "").problem(ErrorCode.INVALID_CHANGE)).contains("secret", "encrypted");
    assertNothingRegistered();
  }

  @Test
  void refusesOtherMethodsByName() {
    byte[] content = TestPack.random(100);
    for (ZipMethod method :
        List.of(ZipMethod.BZIP2, ZipMethod.LZMA, ZipMethod.UNSHRINKING, ZipMethod.XZ)) {
      byte[] zip = new TestZip(false).packed("odd", method, content, content).bytes();

      assertThat(put(zip, "").problem(ErrorCode.INVALID_CHANGE))
          .contains("odd", "method " + method.getCode());
    }
    assertNothingRegistered();
  }

  @Test
  void refusesStoredEntriesWhoseLengthComesBehindThem() {
    byte[] zip = new TestZip(false).stored("open", TestPack.random(100)).bytes();
    zip[6] |= 8;

    assertThat(put(zip, "").problem(ErrorCode.INVALID_CHANGE)).contains("open", "length");
    assertNothingRegistered();
  }

  @Test
  void refusesContentOfAnotherSum() {
    for (boolean streamed : new boolean[] {true, false}) {
      byte[] zip = new TestZip(streamed).stored("a", TestPack.random(5_000)).bytes();
      zip[2_000] ^= 1;

      assertThat(put(zip, "").problem(ErrorCode.INVALID_REQUEST)).contains("a is damaged");
    }
    assertNothingRegistered();
  }

  @Test
  void refusesWhatIsCutOffWhereverThatIs() {
    byte[] zip =
        new TestZip()
            .file("a", 0755, TestPack.random(1_000))
            .folder("d/", 0755)
            .link("l", "a")
            .comment("the end")
            .bytes();
    for (int length = zip.length - 1; length >= 0; length -= length > zip.length - 400 ? 1 : 97) {
      put(Arrays.copyOf(zip, length), "").problem(ErrorCode.INVALID_REQUEST);
    }
    assertNothingRegistered();
  }

  @Test
  void refusesWhatStandsAroundIt() {
    byte[] zip = new TestZip().file("a", new byte[10]).bytes();
    byte[] before = new byte[zip.length + 4];
    System.arraycopy(zip, 0, before, 4, zip.length);

    put(before, "").problem(ErrorCode.INVALID_REQUEST);
    put(Arrays.copyOf(zip, zip.length + 1), "").problem(ErrorCode.INVALID_REQUEST);
    put("no zip at all, but text".repeat(50).getBytes(UTF_8), "")
        .problem(ErrorCode.INVALID_REQUEST);
    put(new byte[0], "").problem(ErrorCode.INVALID_REQUEST);

    assertNothingRegistered();
  }

  @Test
  void refusesEntriesThatAreInOneOfTwoPlacesOnly() {
    // Given: of two zips the entries of one, and the central directory of the other
    TestZip few = new TestZip().file("a", new byte[10]);
    TestZip more = new TestZip().file("a", new byte[10]).file("b", new byte[10]);
    TestZip other = new TestZip().file("a", new byte[10]).file("c", new byte[10]);
    byte[] two = more.bytes();

    // When, Then
    put(mixed(two, few.bytes()), "").problem(ErrorCode.INVALID_REQUEST);
    put(mixed(few.bytes(), two), "").problem(ErrorCode.INVALID_REQUEST);
    assertThat(put(mixed(two, other.bytes()), "").problem(ErrorCode.INVALID_REQUEST)).contains("c");
    assertThat(put(mixed(two, two), "").as(FilesStored.class).files()).isEqualTo(2);
  }

  /** The entries of one zip and the central directory of another, whose last record is mended. */
  private static byte[] mixed(byte[] entries, byte[] central) {
    int from = begin(entries);
    int begin = begin(central);
    byte[] mixed = Arrays.copyOf(entries, from + central.length - begin);
    System.arraycopy(central, begin, mixed, from, central.length - begin);
    for (int i = 0; i < 4; i++) {
      mixed[mixed.length - 6 + i] = (byte) (from >>> (8 * i));
    }
    return mixed;
  }

  /** Where the central directory of a short zip begins, as its last record says. */
  private static int begin(byte[] zip) {
    int at = zip.length - 6;
    return (zip[at] & 0xff) | (zip[at + 1] & 0xff) << 8 | (zip[at + 2] & 0xff) << 16;
  }

  @Test
  void refusesABomb() throws IOException {
    byte[] packed = zeros(80);
    ZipArchiveEntry entry = new ZipArchiveEntry("zeros");
    entry.setMethod(ZipArchiveEntry.DEFLATED);
    entry.setSize(5L << 30);
    entry.setCompressedSize(packed.length);
    entry.setCrc(0);

    Answer answer = put(new TestZip(false).packed(entry, packed).bytes(), "");

    assertThat(answer.problem(ErrorCode.LIMIT_EXCEEDED)).contains("zeros", "1000 times");
    assertNothingRegistered();
  }

  /** So many times 64 MiB of zeros, packed as well as can be. */
  private static byte[] zeros(int times) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(new byte[64 << 20]);
    byte[] packed = new byte[1 << 20];
    int length = deflater.deflate(packed, 0, packed.length, Deflater.FULL_FLUSH);
    deflater.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.write(packed, 0, length);
    }
    out.writeBytes(new byte[] {3, 0});
    return out.toByteArray();
  }

  @Test
  void takesAsManyZerosAsAreFree() {
    byte[] zip = new TestZip().file("zeros", new byte[(int) Unpacked.FREE]).bytes();

    assertThat(put(zip, "").as(FilesStored.class).bytes()).isEqualTo(Unpacked.FREE);
  }

  @Test
  void aZipInAZipIsAFile() {
    byte[] inner = new TestZip(false).stored("inner", TestPack.random(3_000)).bytes();

    put(new TestZip(false).stored("outer.zip", inner).bytes(), "").as(FilesStored.class);

    assertThat(entries()).containsExactly("f 644 outer.zip " + Digest.of(inner).hex());
  }

  @Test
  void aFolderThatHoldsSomethingStaysAsItIs() {
    put(new TestZip().file("d/kept", new byte[1]).bytes(), "").as(FilesStored.class);

    put(new TestZip().folder("d/", 0755).file("d/new", new byte[1]).bytes(), "")
        .as(FilesStored.class);

    assertThat(version.puts()).extracting(e -> e.path().toString()).contains("d/kept", "d/new");
  }

  @Test
  void aClientThatHangsUpRegistersNothing() {
    // Given
    TestZip zip = new TestZip();
    for (int i = 0; i < 30; i++) {
      zip.file("f" + i, TestPack.random(100_000));
    }
    byte[] bytes = zip.bytes();
    version.open();

    // When
    RawRequest.cutOff(
        version, "PUT", address(""), bytes.length, Arrays.copyOf(bytes, bytes.length - 10));

    // Then
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(30))
        .until(() -> version.draft().as(DraftView.class).pending() == 0);
  }

  private void assertNothingRegistered() {
    version.open();
    assertThat(version.draft().as(DraftView.class).pending()).isZero();
  }

  private Answer put(byte[] zip, String query) {
    return put(version, zip, query);
  }

  private static Answer put(TestVersion to, byte[] zip, String query) {
    return to.send(
        "PUT", "/v1/drafts/" + to.id() + "/zip" + query, BodyPublishers.ofByteArray(zip));
  }

  private String address(String query) {
    return "/v1/drafts/" + version.id() + "/zip" + query;
  }

  private List<String> entries() {
    return entries(version);
  }

  private static List<String> entries(TestVersion of) {
    return of.puts().stream().map(ZipTest::text).toList();
  }

  private static String text(Entry entry) {
    if (entry instanceof Entry.File file) {
      return "f %o %s %s".formatted(file.mode(), file.path(), file.digest().hex());
    }
    if (entry instanceof Entry.Symlink link) {
      return "l " + link.path() + " " + link.target();
    }
    return "d %o %s".formatted(((Entry.Folder) entry).mode(), entry.path());
  }

  private VersionSealed sealed() {
    version.atEpoch(2).askSeal();
    return version.atEpoch(2).awaitSealed();
  }
}
