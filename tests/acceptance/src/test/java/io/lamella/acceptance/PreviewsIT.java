package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the files of a version can be seen without getting it. */
class PreviewsIT {
  @TempDir Path folder;

  /** From the packaged service, whose other process needs all that reads these formats. */
  @Test
  void everyKindOfFileIsShownAtAGlance() throws Exception {
    // Given
    Machine machine = new Machine(folder.resolve("machine"), Stack.shared().url());
    Path files = Files.createDirectories(machine.folder().resolve("files"));
    Files.writeString(files.resolve("a.csv"), "id,name\n1,one\n");
    Files.copy(
        Project.TOP.resolve("preview/src/test/resources/io/lamella/preview/snappy.parquet"),
        files.resolve("b.parquet"));
    ImageIO.write(
        new BufferedImage(600, 300, BufferedImage.TYPE_INT_RGB),
        "png",
        files.resolve("c 1.png").toFile());
    Files.writeString(files.resolve("d.html"), "<script>alert(1)</script>");
    Files.writeString(files.resolve("e.wav"), "RIFF....WAVE");
    Files.writeString(files.resolve("f.json"), "{}");
    JsonNode version =
        machine.run("sync", "--folder", files.toString(), "--project", "previews", "--name", "all");

    // When
    JsonNode csv = preview(machine, "a.csv");
    JsonNode parquet = preview(machine, "b.parquet");
    JsonNode image = preview(machine, "c 1.png");
    JsonNode html = preview(machine, "d.html");
    List<JsonNode> all = machine.lamella("preview", "previews/all").expect(0).lines();
    JsonNode numbers = machine.run("statistics", "previews/all");
    JsonNode none = machine.lamella("preview", "previews/all", "g.csv").expect(3).problem();

    // Then
    assertThat(csv.at("/table/rows/0/1").asText()).isEqualTo("one");
    assertThat(parquet.at("/table/total").asInt()).isEqualTo(300);
    assertThat(parquet.at("/table/rows")).hasSize(100);
    assertThat(image.at("/image/width").asInt()).isEqualTo(600);
    assertThat(html.path("sandbox").asBoolean()).isTrue();
    assertThat(all.stream().map(view -> view.path("path").asText()))
        .containsExactly("a.csv", "b.parquet", "c 1.png", "d.html", "e.wav", "f.json");
    assertThat(numbers.path("files").asInt()).isEqualTo(6);
    assertThat(StreamSupport.stream(numbers.path("extensions").spliterator(), false))
        .extracting(extension -> extension.path("name").asText())
        .contains("csv", "parquet", "png", "html", "wav", "json");
    assertThat(none.path("code").asText()).isEqualTo("path-not-found");
    thumbnailIsSentByItsAddress(version.path("id").asText());
  }

  private static void thumbnailIsSentByItsAddress(String id) throws Exception {
    URI address =
        URI.create(Stack.shared().url() + "/v1/versions/" + id + "/preview/image?path=c%201.png");
    HttpResponse<byte[]> image =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(image.statusCode()).isEqualTo(200);
    assertThat(image.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(image.headers().firstValue("Content-Security-Policy"))
        .hasValue("default-src 'none'; sandbox");
    assertThat(image.body()).startsWith(0xff, 0xd8, 0xff);
  }

  private static JsonNode preview(Machine machine, String path) {
    JsonNode view = machine.run("preview", "previews/all", path);
    assertThat(view.path("state").asText()).as(path).isEqualTo("ready");
    return view.path("preview");
  }
}
