package io.lamella.metadata.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.EventView;
import io.lamella.kit.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One who listens to events, as a browser or curl would. */
final class Listener implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** A block of the stream; what it does not say is empty. */
  record Frame(String id, String event, String data) {}

  private final List<Frame> frames = new CopyOnWriteArrayList<>();
  private final Stream<String> lines;

  /**
   * Begins to listen, and is heard by the server when this returns.
   *
   * @param last what it heard before, as it would say when it comes back; null: nothing
   */
  Listener(URI address, @Nullable String last) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    try {
      HttpResponse<Stream<String>> answer = HTTP.send(request.build(), BodyHandlers.ofLines());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
      lines = answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Thread reader = new Thread(this::read, "listener");
    reader.setDaemon(true);
    reader.start();
    Awaitility.await().atMost(LIMIT).until(() -> frames.stream().anyMatch(f -> !f.id().isEmpty()));
  }

  private void read() {
    String[] said = {"", "", ""};
    try {
      lines.forEach(
          line -> {
            if (line.isEmpty()) {
              frames.add(new Frame(said[0], said[1], said[2]));
              said[0] = said[1] = said[2] = "";
            }
            said[0] = line.startsWith("id: ") ? line.substring(4) : said[0];
            said[1] = line.startsWith("event: ") ? line.substring(7) : said[1];
            said[2] = line.startsWith("data: ") ? line.substring(6) : said[2];
          });
    } catch (UncheckedIOException e) {
      return; // closed
    }
  }

  /** What it has heard but signs of life. */
  List<Frame> heard() {
    return frames.stream().filter(frame -> !frame.event().isEmpty()).toList();
  }

  /** Short names of the events of a dataset that it hears, once there are so many. */
  List<String> types(String dataset, int count) {
    return Awaitility.await()
        .atMost(LIMIT)
        .until(
            () ->
                heard().stream()
                    .filter(frame -> frame.data().contains(dataset))
                    .map(frame -> EventType.brief(frame.event()))
                    .toList(),
            types -> types.size() >= count);
  }

  /** The last thing that it heard of where it is. */
  String place() {
    return frames.stream()
        .map(Frame::id)
        .filter(id -> !id.isEmpty())
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  static EventView event(Frame frame) {
    try {
      return EventJson.MAPPER.readValue(frame.data(), EventView.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
