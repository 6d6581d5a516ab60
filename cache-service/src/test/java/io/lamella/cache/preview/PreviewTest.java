package io.lamella.cache.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.Preview;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.contracts.rest.VersionStatistics;
import io.lamella.kit.event.EventJson;
import io.lamella.preview.Outcome;
import io.lamella.preview.Reading;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class PreviewTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path store;
  @Inject CacheServer server;
  @Inject Kept kept;

  @Test
  void showsTheFirstRowsOfATable() throws Exception {
    byte[] csv = text("id,name\n1,a\n2,b\n");
    TestVersion version = new VersionBuilder(store).file("d/t 1.csv", csv).seal();

    HttpResponse<byte[]> answer = made(version, "preview?path=d/t%201.csv");

    PreviewView view = view(answer);
    assertThat(view.state()).isEqualTo("ready");
    assertThat(view.path()).isEqualTo("d/t 1.csv");
    assertThat(view.digest()).isEqualTo(Digest.of(csv).hex());
    assertThat(view.preview().table().rows()).containsExactly(List.of("1", "a"), List.of("2", "b"));
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValue("default-src 'none'; sandbox");
  }

  /** Through the packs, in the other process, and at places of the file that are far apart. */
  @Test
  void looksIntoLargeFiles() throws Exception {
    byte[] json = text("[" + "1234567,".repeat(800_000) + "0]");
    TestVersion version = new VersionBuilder(store).file("a.json", json).seal();

    Preview preview = view(made(version, "preview?path=a.json")).preview();

    assertThat(preview.truncated()).isTrue();
    assertThat(preview.text()).hasSize(5_000_000).isEqualTo(text(json).substring(0, 5_000_000));
  }

  @Test
  void sendsThumbnails() throws Exception {
    TestVersion version = new VersionBuilder(store).file("a.png", png(800, 200)).seal();

    HttpResponse<byte[]> answer = made(version, "preview/image?path=a.png");

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(ImageIO.read(new ByteArrayInputStream(answer.body())).getWidth()).isEqualTo(256);
    assertThat(view(made(version, "preview?path=a.png")).preview().image())
        .isEqualTo(new Preview.Image(800, 200));
  }

  @Test
  void listsWhatIsMadeWithoutAskingAndMakesWhatIsMissing() throws Exception {
    // Given
    VersionBuilder builder =
        new VersionBuilder(store).file("y.png", text("broken")).file("z.png", png(8, 8));
    for (int i = 0; i < 12; i++) {
      builder.file(String.format("t%02d.csv", i), text("a,b\n" + i + ",listed\n"));
    }
    TestVersion version = builder.file("n.txt", text("note")).seal();

    // When
    List<PreviewView> views =
        await()
            .atMost(LONG)
            .until(
                () -> list(version),
                all -> !all.isEmpty() && all.stream().noneMatch(v -> v.state().equals("waiting")));

    // Then
    assertThat(views.stream().map(PreviewView::path))
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.iterate(0, i -> i + 1).limit(10).map(i -> "t0" + i + ".csv"),
                    Stream.of("y.png", "z.png"))
                .toList());
    assertThat(views.stream().filter(view -> !view.state().equals("ready")))
        .singleElement()
        .matches(view -> view.path().equals("y.png") && "not-readable".equals(view.failure()));
    assertThat(views).allMatch(view -> view.preview() == null);
  }

  @Test
  void makesThemWhenAVersionBecomesFinal() throws Exception {
    // Given
    byte[] secret = text("a,b\n1,secret\n");
    byte[] open = text("a,b\n1,open\n");
    TestVersion hidden = new VersionBuilder(store).file("a.csv", secret).seal();
    TestVersion shown = new VersionBuilder(store).file("a.csv", open).seal();

    // When: said again, for what was said before a node listened is past
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              send(hidden.finalized("secret/deep", "frames"));
              send(shown.finalized("vision", "frames"));
              return kept.outcome(nameOf(open)).isPresent();
            });

    // Then
    assertThat(kept.survey(shown.root().versionDigest())).isPresent();
    assertThat(kept.outcome(nameOf(secret))).isEmpty();
  }

  @Test
  void looksIntoNoFileOfADatasetThatIsExcluded() throws Exception {
    TestVersion version = new VersionBuilder(store).file("a.csv", text("a\n")).seal();

    for (String rest : List.of("previews", "preview?path=a.csv", "preview/image?path=a.csv")) {
      HttpResponse<byte[]> answer =
          server.preview(version.id(), version.ticketOf("secret/frames"), rest);
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(text(answer.body())).contains("\"previews-off\"");
    }
    assertThat(
            server
                .preview(version.id(), version.ticketOf("secret/frames"), "statistics")
                .statusCode())
        .isBetween(200, 202);
  }

  @Test
  void saysInNumbersWhatAVersionHolds() throws Exception {
    TestVersion version =
        new VersionBuilder(store).file("a.csv", text("a\n")).file("b.bin", new byte[100]).seal();

    VersionStatistics found =
        EventJson.MAPPER.readValue(made(version, "statistics").body(), VersionStatistics.class);

    assertThat(found.digest()).isEqualTo(version.root().versionDigest().hex());
    assertThat(found.files()).isEqualTo(2);
    assertThat(found.bytes()).isEqualTo(102);
    assertThat(kept.survey(version.root().versionDigest()).orElseThrow().statistics())
        .isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({"a.png,image,not-readable", "a.webp,image,not-readable", "a.xyz,other,unsupported"})
  void saysWhyThereIsNone(String name, String kind, String failure) throws Exception {
    byte[] bytes = text("no such thing as " + name);
    TestVersion version = new VersionBuilder(store).file(name, bytes).seal();

    PreviewView view = view(made(version, "preview?path=" + name));

    assertThat(view.kind()).isEqualTo(kind);
    assertThat(view.state()).isEqualTo("failed");
    assertThat(view.failure()).isEqualTo(failure);
    HttpResponse<byte[]> image = server.preview(version, "preview/image?path=" + name);
    assertThat(image.statusCode()).isEqualTo(404);
    assertThat(text(image.body())).contains("\"no-preview\"").contains(failure);
  }

  /** What is kept is by the digest of the file: nobody looks again, whatever it was. */
  @Test
  void looksIntoEqualFilesOnce() throws Exception {
    byte[] csv = text("a,b\n1,once\n");
    Preview other = new Preview("table", "x/y", false, false, null, "kept", null, null);
    kept.put(nameOf(csv), new Outcome(other, null, null));
    TestVersion version = new VersionBuilder(store).file("elsewhere.csv", csv).seal();

    assertThat(view(made(version, "preview?path=elsewhere.csv")).preview()).isEqualTo(other);
  }

  @Test
  void keepsNothingOfAFileWhoseBytesAreGone() throws Exception {
    byte[] csv = text("a,b\n1,gone\n");
    VersionBuilder builder = new VersionBuilder(store).file("a.csv", csv);
    TestVersion version = builder.seal();
    Files.delete(store.resolve(builder.packs().get(0).key()));

    HttpResponse<byte[]> answer = server.preview(version, "preview?path=a.csv");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(text(answer.body())).contains("\"content-damaged\"");
    assertThat(kept.outcome(nameOf(csv))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "preview?path=absent.csv,404,path-not-found",
    "preview?path=link.csv,404,no-preview",
    "preview?path=../a,422,invalid-path",
    "preview,400,invalid-request",
    "preview/video?path=a.csv,404,not-found",
    "files/a.csv,404,not-found"
  })
  void saysWhatIsWrong(String rest, int status, String code) throws Exception {
    TestVersion version =
        new VersionBuilder(store)
            .file("a.csv", text("a\n"))
            .entry(new Entry.Link(EntryPath.of("link.csv"), "s3://b/k", 7, "v", null, 0))
            .seal();

    HttpResponse<byte[]> answer = server.preview(version, rest);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(text(answer.body())).contains("\"" + code + "\"");
  }

  @Test
  void needsATicketOfTheVersion() throws Exception {
    TestVersion version = new VersionBuilder(store).file("a.csv", text("a\n")).seal();
    TestVersion other = new VersionBuilder(store).file("b.csv", text("b\n")).seal();

    assertThat(server.preview(version.id(), other.ticket(), "preview?path=a.csv").statusCode())
        .isEqualTo(401);
    assertThat(
            server
                .send(server.request("GET", "/v1/previews/" + version.id() + "/previews"))
                .statusCode())
        .isEqualTo(401);
  }

  /** The answer once it is made, however often one is told to come again. */
  private HttpResponse<byte[]> made(TestVersion version, String rest) {
    HttpResponse<byte[]> answer =
        await()
            .atMost(LONG)
            .until(() -> server.preview(version, rest), found -> found.statusCode() != 202);
    assertThat(answer.statusCode()).as(text(answer.body())).isEqualTo(200);
    return answer;
  }

  private List<PreviewView> list(TestVersion version) throws Exception {
    TypeReference<Page<PreviewView>> page = new TypeReference<>() {};
    return EventJson.MAPPER.readValue(made(version, "previews").body(), page).items();
  }

  private static PreviewView view(HttpResponse<byte[]> answer) throws Exception {
    return EventJson.MAPPER.readValue(answer.body(), PreviewView.class);
  }

  private static String nameOf(byte[] csv) {
    return Kept.nameOf(Digest.of(csv), Reading.of("a.csv").orElseThrow());
  }

  private static byte[] png(int width, int height) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void send(VersionEvent event) {
    TestTopics.send(
        Topic.VERSIONS,
        event.dataset().toString(),
        EventType.VERSION_FINALIZED,
        event.version().toString(),
        event);
  }
}
