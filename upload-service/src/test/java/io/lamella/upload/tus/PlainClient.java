package io.lamella.upload.tus;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.upload.Answer;
import io.lamella.upload.TestVersion;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Uploads into the draft of a version, by plain HTTP. */
record PlainClient(TestVersion version) {
  static final String BYTES = "application/offset+octet-stream";
  static final String[] PATCH_HEADERS = {"Tus-Resumable", "1.0.0", "Content-Type", BYTES};

  /** Makes an upload; answers its address. */
  String created(String path, long length, String... more) {
    Answer answer = create(path, length, more);
    assertThat(answer.status()).as(() -> new String(answer.bytes())).isEqualTo(201);
    return header(answer, "Location");
  }

  Answer create(String path, long length, String... more) {
    return post(
        new byte[0],
        with(more, "Upload-Length", Long.toString(length), "Upload-Metadata", metadata(path)));
  }

  Answer post(byte[] body, String... headers) {
    return version.send(
        "POST",
        "/v1/tus",
        BodyPublishers.ofByteArray(body),
        with(headers, "Tus-Resumable", "1.0.0"));
  }

  Answer patch(String upload, long offset, byte[] bytes, String... more) {
    return version.send(
        "PATCH",
        upload,
        BodyPublishers.ofByteArray(bytes),
        with(with(more, "Upload-Offset", Long.toString(offset)), PATCH_HEADERS));
  }

  Answer head(String upload) {
    return version.send("HEAD", upload, BodyPublishers.noBody(), "Tus-Resumable", "1.0.0");
  }

  Answer delete(String upload) {
    return version.send("DELETE", upload, BodyPublishers.noBody(), "Tus-Resumable", "1.0.0");
  }

  /** The offset that an upload has. */
  long offset(String upload) {
    Answer answer = head(upload);
    assertThat(answer.status()).isEqualTo(200);
    return Long.parseLong(header(answer, "Upload-Offset"));
  }

  static String metadata(String path) {
    return "path " + base64(path);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String header(Answer answer, String name) {
    return answer.response().headers().firstValue(name).orElse("(none)");
  }

  static String[] with(String[] headers, String... more) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
