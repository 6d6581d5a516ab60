package io.lamella.sdk.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.EventView;
import io.lamella.sdk.event.Frames.Frame;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.server.Pause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events as they come, each once and in the server's order, also when connections break and the
 * server goes away and comes back meanwhile. One thread reads; any may close it.
 */
public final class EventFeed implements AutoCloseable {
  /** A server that says nothing for so long is not there any more; it speaks every 15 seconds. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private static final long LOOK_SECONDS = 5;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final String GAP = "gap";
  private static final String END = "end";

  private final Connection connection;
  private final EventQuery query;
  private final Consumer<String> missed;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(EventFeed::daemon);
  private @Nullable Frames frames;
  private @Nullable String place;
  private volatile @Nullable InputStream stream;
  private volatile long heard;
  private volatile boolean closed;

  EventFeed(Connection connection, EventQuery query, Consumer<String> missed) {
    this.connection = connection;
    this.query = query;
    this.missed = missed;
    ScheduledFuture<?> unused =
        watch.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "lamella-events");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits for the next event.
   *
   * @return null when this was closed
   * @throws io.lamella.sdk.server.ServerUnavailableException when the server is away for longer
   *     than its restart takes; who asks again goes on where this was
   */
  public @Nullable SeenEvent next() {
    while (!closed) {
      Frame frame = read();
      if (frame == null) {
        begin();
        continue;
      }
      if (frame.id() != null) {
        place = frame.id();
      }
      switch (frame.event()) {
        case "" -> {
          // where we are, nothing more
        }
        case GAP -> missed.accept("events were missed that the server does not keep any more");
        case END -> frames = null;
        default -> {
          return new SeenEvent(String.valueOf(place), event(frame.data()));
        }
      }
    }
    return null;
  }

  private @Nullable Frame read() {
    Frames open = frames;
    if (open == null) {
      return null;
    }
    try {
      Frame frame = open.next();
      if (frame == null) {
        Pause.unchecked(PAUSE);
      }
      return frame;
    } catch (IOException e) {
      Pause.unchecked(PAUSE);
      return null;
    }
  }

  private void begin() {
    if (closed) {
      return;
    }
    Call call = Call.get(query.path()).header("Accept", "text/event-stream");
    String last = place;
    InputStream body =
        connection
            .send(
                last == null ? call : call.header("Last-Event-ID", last),
                BodyHandlers.ofInputStream())
            .body();
    heard = System.nanoTime();
    stream = body;
    frames =
        new Frames(
            new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)),
            () -> heard = System.nanoTime());
    if (closed) {
      end(body);
    }
  }

  private void look() {
    InputStream open = stream;
    if (open != null && System.nanoTime() - heard > SILENCE.toNanos()) {
      end(open);
    }
  }

  private static EventView event(String json) {
    try {
      return Json.MAPPER.readValue(json, EventView.class);
    } catch (JsonProcessingException e) {
      throw new LamellaException(ErrorCode.INTERNAL, "an event is not what it should be", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    watch.shutdownNow();
    InputStream open = stream;
    if (open != null) {
      end(open);
    }
  }

  private static void end(InputStream open) {
    try {
      open.close();
    } catch (IOException e) {
      return; // it has ended already
    }
  }
}
