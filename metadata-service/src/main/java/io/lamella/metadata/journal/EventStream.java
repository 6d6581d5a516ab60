package io.lamella.metadata.journal;

import io.netty.channel.ChannelFuture;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One who listens over HTTP: events are written as fast as they are taken, and nothing waits in
 * memory for those who are slow but a page. Lives on the context of its request.
 */
final class EventStream {
  private static final Logger LOG = Logger.getLogger(EventStream.class);
  private static final int PAGE = 128;
  private static final long LONGEST_LINGER_MILLIS = 5_000;

  private final Vertx vertx;
  private final Context context;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Journal journal;
  private final Live live;
  private final EventFilter filter;
  private final Duration stall;
  private final Consumer<EventStream> done;
  private final Runnable newer = this::later;
  private long place;
  private long timer;
  private long taken = System.nanoTime();
  private boolean reading;
  private boolean ended;

  EventStream(
      Vertx vertx,
      Context context,
      HttpServerRequest request,
      Journal journal,
      Live live,
      EventFilter filter,
      Duration stall,
      Consumer<EventStream> done) {
    this.vertx = vertx;
    this.context = context;
    this.request = request;
    this.response = request.response();
    this.journal = journal;
    this.live = live;
    this.filter = filter;
    this.stall = stall;
    this.done = done;
  }

  /**
   * Begins.
   *
   * @param after the place before its first event
   * @param asked the place after which it was to begin; another one where the journal knows nothing
   *     of that
   */
  void begin(long after, long asked, Duration heartbeat) {
    place = asked;
    response.putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store");
    response.putHeader("X-Accel-Buffering", "no").setChunked(true);
    response.closeHandler(closed -> over());
    response.exceptionHandler(gone -> LOG.debugf("a listener went away: %s", gone.getMessage()));
    response.drainHandler(room -> pump());
    response.write("retry: 1000\n\n");
    if (asked == after) {
      response.write(here());
    } else {
      lost(after);
    }
    timer = vertx.setPeriodic(heartbeat.toMillis(), t -> context.runOnContext(v -> beat()));
    live.add(newer);
    pump();
  }

  /** Ends it; whoever listens may come back and go on where he was. */
  void end(String reason) {
    context.runOnContext(
        v -> {
          if (!ended) {
            over();
            long linger = Math.min(stall.toMillis(), LONGEST_LINGER_MILLIS);
            long late = vertx.setTimer(linger, t -> cutOff());
            response
                .end("event: end\ndata: {\"reason\":\"" + reason + "\"}\n\n")
                .onComplete(sent -> vertx.cancelTimer(late));
          }
        });
  }

  /** Closing the connection, or its channel, would wait until all that was written is taken. */
  private void cutOff() {
    if (request.connection() instanceof ConnectionBase connection
        && request.version() != HttpVersion.HTTP_2) {
      ChannelFuture unused = connection.channelHandlerContext().close();
    } else {
      response.reset();
    }
  }

  private void over() {
    ended = true;
    live.remove(newer);
    vertx.cancelTimer(timer);
    done.accept(this);
  }

  private void later() {
    context.runOnContext(v -> pump());
  }

  private void pump() {
    while (!ended && !reading && hasRoom()) {
      Optional<List<Entry>> near = live.after(place, PAGE);
      if (near.isEmpty()) {
        readBack();
      } else if (near.get().isEmpty()) {
        return;
      } else {
        write(near.get());
      }
    }
  }

  private boolean hasRoom() {
    if (response.writeQueueFull()) {
      return false;
    }
    taken = System.nanoTime();
    return true;
  }

  private void readBack() {
    reading = true;
    journal
        .page(place, PAGE)
        .subscribe()
        .with(
            page -> context.runOnContext(v -> back(page)),
            failure -> {
              LOG.debugf("a listener is sent away: %s", failure.getMessage());
              end("unavailable");
            });
  }

  private void back(Journal.Page page) {
    reading = false;
    if (ended) {
      return;
    }
    if (page.forgotten() > place) {
      lost(page.forgotten());
    }
    write(page.entries());
    if (!page.entries().isEmpty()) {
      pump();
    }
  }

  /** Says that events were missed for good, and goes on behind them. */
  private void lost(long until) {
    response.write(
        "event: gap\nid: %d\ndata: {\"after\":\"%d\",\"until\":\"%d\"}\n\n"
            .formatted(until, place, until));
    place = until;
  }

  private void write(List<Entry> entries) {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      place = entry.place();
      if (filter.fits(entry.event())) {
        text.append("id: ").append(place);
        text.append("\nevent: ").append(entry.event().type());
        text.append("\ndata: ").append(entry.json()).append("\n\n");
      }
    }
    if (text.length() > 0) {
      response.write(text.toString());
    }
  }

  private void beat() {
    if (ended) {
      return;
    }
    if (hasRoom()) {
      response.write(": here\n" + here());
      pump();
    } else if (System.nanoTime() - taken > stall.toNanos()) {
      end("slow");
    }
  }

  /** No event, but where to go on from. */
  private String here() {
    return "id: " + place + "\n\n";
  }
}
