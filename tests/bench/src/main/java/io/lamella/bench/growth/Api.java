package io.lamella.bench.growth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lamella.bench.BenchFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The stack over HTTP, as its clients use it; waits where the stack says that it is busy. */
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMES = 40;
  private static final int WARM = 5;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String url;

  Api(String url) {
    this.url = url;
  }

  /** Something that is done often; {@code turn} counts. */
  @FunctionalInterface
  interface Call {
    void make(int turn) throws IOException;
  }

  JsonNode get(String path) throws IOException {
    return answer(request(path).GET().build());
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build());
  }

  JsonNode put(String path, String ticket, byte[] body) throws IOException {
    return answer(
        request(path)
            .header("Lamella-Ticket", ticket)
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofByteArray(body))
            .build());
  }

  JsonNode put(String path, byte[] body) throws IOException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(body))
            .build());
  }

  /** Length of an answer that is no JSON, in bytes. */
  long length(String path) throws IOException {
    return body(request(path).GET().build()).length;
  }

  void delete(String path) throws IOException {
    answer(request(path).DELETE().build());
  }

  /** Median and least milliseconds of a call. */
  String latency(Call call) throws IOException {
    for (int i = 0; i < WARM; i++) {
      call.make(i);
    }
    double[] millis = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long begun = System.nanoTime();
      call.make(WARM + i);
      millis[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(millis);
    return String.format(
        Locale.ROOT, "median %.1f ms, least %.1f ms", millis[TIMES / 2], millis[0]);
  }

  /** Waits until no version of a dataset is open. */
  void awaitSealed(String dataset) throws IOException {
    String open = "/v1/versions?project=growth&name=" + dataset + "&states=uploading&limit=1";
    while (!get(open).path("items").isEmpty()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  private JsonNode answer(HttpRequest request) throws IOException {
    byte[] body = body(request);
    return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
  }

  private byte[] body(HttpRequest request) throws IOException {
    while (true) {
      HttpResponse<byte[]> response = send(request);
      if (response.statusCode() == 429 || response.statusCode() == 503) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        continue;
      }
      if (response.statusCode() >= 300) {
        throw new BenchFailedException(
            request.method()
                + " "
                + request.uri()
                + ": "
                + new String(response.body(), StandardCharsets.UTF_8));
      }
      return response.body();
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted");
    }
  }
}
