package io.lamella.cache.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class FileContentTest {
  private static final byte[] LARGE = bytes(2, 5_000_000);
  private static final byte[] SMALL = "hello\n".getBytes(UTF_8);

  @TempDir Path store;
  @Inject CacheServer server;
  private TestVersion version;

  @BeforeEach
  void makeVersion() throws Exception {
    version =
        new VersionBuilder(store)
            .file("large.bin", LARGE)
            .file("dir/small.json", SMALL)
            .file("empty", new byte[0])
            .file("odd/a b+c%41\n?#\u00e4\u65e5.txt", SMALL)
            .entry(new Entry.Symlink(EntryPath.of("points"), "dir/small.json"))
            .entry(new Entry.Folder(EntryPath.of("nothing"), 0755))
            .entry(link("there", "https://example.org/a.bin"))
            .entry(link("bucket", "s3://bucket/a.bin"))
            .entry(link("forged", "https://example.org/\r\nSet-Cookie: a=b"))
            .seal();
  }

  @Test
  void sendsALargeFile() {
    HttpResponse<byte[]> answer = server.get(version, "files/large.bin");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(LARGE);
    assertThat(header(answer, "Content-Length")).isEqualTo("5000000");
    assertThat(header(answer, "ETag")).isEqualTo('"' + Digest.of(LARGE).hex() + '"');
    assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
  }

  @Test
  void sendsAnEmptyFile() {
    HttpResponse<byte[]> answer = server.get(version, "files/empty");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "Content-Length")).isEqualTo("0");
  }

  @Test
  void tellsBrowsersToRunNothing() {
    HttpResponse<byte[]> answer = server.get(version, "files/dir/small.json");

    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Security-Policy")).contains("sandbox");
  }

  @Test
  void findsOddNamesByTheirPercentEncoding() {
    HttpResponse<byte[]> answer =
        server.get(version, "files/odd/a%20b+c%2541%0A%3F%23%C3%A4%E6%97%A5.txt");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(SMALL);
  }

  @ParameterizedTest
  @EnumSource
  void findsTheLongestPath(HttpClient.Version protocol) throws Exception {
    String path = "\u65e5".repeat(80) + ("/" + "\u65e5".repeat(80)).repeat(16);
    TestVersion deep = new VersionBuilder(store).file(path, SMALL).seal();
    String target = "files/" + URLEncoder.encode(path, UTF_8).replace("%2F", "/");

    HttpResponse<byte[]> answer =
        server.send(
            server
                .request(
                    "GET",
                    CacheServer.contents(deep.id(), target)
                        + "?ticket="
                        + server.sign(deep.ticket()))
                .version(protocol));

    assertThat(path.getBytes(UTF_8)).hasSize(EntryPath.MAX_BYTES);
    assertThat(answer.body()).isEqualTo(SMALL);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=4999999-, 4999999, 5000000",
    "bytes=-70000, 4930000, 5000000",
    "bytes=1234567-3456789, 1234567, 3456790"
  })
  void sendsRanges(String range, int from, int to) {
    HttpResponse<byte[]> answer = server.get(version, "files/large.bin", "Range", range);

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(LARGE, from, to));
    assertThat(header(answer, "Content-Range"))
        .isEqualTo("bytes " + from + "-" + (to - 1) + "/5000000");
  }

  @Test
  void refusesARangeBehindTheEnd() {
    HttpResponse<byte[]> answer = server.get(version, "files/large.bin", "Range", "bytes=5000000-");

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes */5000000");
    assertThat(text(answer)).contains("\"range-not-satisfiable\"");
  }

  @Test
  void sendsNothingToOneWhoHasIt() {
    String tag = '"' + Digest.of(LARGE).hex() + '"';

    HttpResponse<byte[]> answer = server.get(version, "files/large.bin", "If-None-Match", tag);

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "ETag")).isEqualTo(tag);
  }

  @Test
  void sendsAllWhenTheRangeIsOfSomethingElse() {
    HttpResponse<byte[]> answer =
        server.get(version, "files/dir/small.json", "Range", "bytes=0-0", "If-Range", "\"other\"");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(SMALL);
  }

  @Test
  void tellsAFilesLengthWithoutSendingIt() {
    HttpResponse<byte[]> answer = server.send("HEAD", version, "files/large.bin");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Length")).isEqualTo("5000000");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void ignoresARangeWhenNothingIsSent() {
    HttpResponse<byte[]> answer =
        server.send("HEAD", version, "files/large.bin", "Range", "bytes=5-9");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).contains("" + LARGE.length);
    assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
  }

  @Test
  void sendsAnExternalLinkToWhereItsBytesAreAndSaysWhatItIsPinnedTo() {
    HttpResponse<byte[]> answer = server.get(version, "files/there");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(header(answer, "Location")).isEqualTo("https://example.org/a.bin");
    assertThat(header(answer, "Lamella-Link-Size")).isEqualTo("10");
    assertThat(header(answer, "Lamella-Link-Pin")).isEqualTo("\"v1\"");
    assertThat(header(answer, "Lamella-Link-Digest")).isEqualTo(Digest.EMPTY.hex());
  }

  @ParameterizedTest
  @CsvSource({
    "files/bucket, 409, s3://bucket/a.bin",
    "files/forged, 409, is an external link",
    "files/points, 409, dir/small.json",
    "files/dir, 404, is a folder",
    "files/nothing, 404, is a folder",
    "files/absent, 404, path-not-found",
    "files/dir/small.json/x, 404, path-not-found",
    "files/dir//small.json, 422, invalid-path",
    "files/a%2Fb, 422, invalid-path",
    "files/%FF, 422, invalid-path",
    "files/, 422, invalid-path",
    "files, 422, invalid-path",
    "other/x, 404, entries",
  })
  void saysWhatIsWrong(String rest, int status, String words) {
    HttpResponse<byte[]> answer = server.get(version, rest);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(text(answer)).contains(words);
  }

  @Test
  void refusesOtherMethods() {
    HttpResponse<byte[]> answer = server.send("PUT", version, "files/large.bin");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
  }

  private static Entry link(String path, String uri) {
    return new Entry.Link(
        EntryPath.of(path), uri, 10, "\"v1\"", Digest.EMPTY, VersionBuilder.MTIME_NANOS);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
