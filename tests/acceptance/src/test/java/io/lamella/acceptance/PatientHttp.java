package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Requests that are sent again until they are answered by whom they are for. */
final class PatientHttp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<Integer> AWAY = Set.of(429, 502, 503, 504);

  private final URI server;
  private final Perseverance perseverance;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  PatientHttp(URI server, Perseverance perseverance) {
    this.server = server;
    this.perseverance = perseverance;
  }

  /**
   * An answer.
   *
   * @param attempts how often the request was sent
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answered(String what, int status, byte[] body, int attempts) {
    Answered expect(Integer... statuses) {
      assertThat(status).as("%s: %s", what, text()).isIn((Object[]) statuses);
      return this;
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError("no JSON from " + what + ": " + text(), e);
      }
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  Answered get(String path, String... headers) throws InterruptedException {
    return send("GET", path, new byte[0], headers);
  }

  Answered post(String path, Map<String, Object> body, String... headers)
      throws InterruptedException {
    try {
      return send("POST", path, JSON.writeValueAsBytes(body), headers);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Answered send(String method, String path, byte[] body, String... headers)
      throws InterruptedException {
    String what = method + " " + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofByteArray(body));
    if (method.equals("POST")) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    Perseverance.Attempts attempts = perseverance.at(what);
    while (true) {
      String why;
      try {
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        Answered answered =
            new Answered(what, answer.statusCode(), answer.body(), attempts.count());
        if (!AWAY.contains(answered.status())) {
          return answered;
        }
        why = answered.status() + " " + answered.text();
      } catch (IOException e) {
        why = e.toString();
      }
      attempts.again(why);
    }
  }
}
