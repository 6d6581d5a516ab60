package io.lamella.kit.traffic;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code lamella_in_flight_bytes}: lengths of the bodies of requests ({@code direction="in"}) and
 * answers ({@code "out"}) under way, as their headers announce them, each 64 MiB at most. It says
 * what the processor does not: that slow clients or a slow store take a process up.
 */
@ApplicationScoped
public class InFlight {
  /**
   * The most that a body counts, and what one counts that does not say how long it is: a large
   * pack's length. No body is held as a whole, so longer ones take up no more.
   */
  private static final long MOST_BYTES = 64L << 20;

  private static final int BEFORE_ROUTES = 1900;
  private static final String EVENTS = "text/event-stream";

  private final AtomicLong in = new AtomicLong();
  private final AtomicLong out = new AtomicLong();

  @Inject
  InFlight(MeterRegistry meters) {
    gauge(meters, "in", in);
    gauge(meters, "out", out);
  }

  private static void gauge(MeterRegistry meters, String direction, AtomicLong bytes) {
    Gauge.builder("lamella.in.flight", bytes, AtomicLong::doubleValue)
        .description("Lengths of bodies under way")
        .baseUnit("bytes")
        .tag("direction", direction)
        .register(meters);
  }

  void register(@Observes Filters filters) {
    filters.register(this::count, BEFORE_ROUTES);
  }

  private void count(RoutingContext context) {
    Counted counted = new Counted(length(context.request().headers()));
    context.addHeadersEndHandler(headers -> counted.goes(answered(context.response().headers())));
    context.addEndHandler(ended -> counted.ends());
    context.next();
  }

  /** One request. It may end before its answer has begun, when the client is gone. */
  private final class Counted {
    private final long coming;
    private long going;
    private boolean over;

    Counted(long coming) {
      this.coming = coming;
      in.addAndGet(coming);
    }

    synchronized void goes(long length) {
      if (!over) {
        out.addAndGet(length - going);
        going = length;
      }
    }

    synchronized void ends() {
      if (!over) {
        over = true;
        in.addAndGet(-coming);
        out.addAndGet(-going);
      }
    }
  }

  /** Whoever listens to events waits: nothing is under way. */
  private static long answered(MultiMap headers) {
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    return type != null && type.startsWith(EVENTS) ? 0 : length(headers);
  }

  private static long length(MultiMap headers) {
    String announced = headers.get(HttpHeaders.CONTENT_LENGTH);
    if (announced == null) {
      return headers.contains(HttpHeaders.TRANSFER_ENCODING) ? MOST_BYTES : 0;
    }
    try {
      return Math.min(MOST_BYTES, Long.parseLong(announced));
    } catch (NumberFormatException e) {
      return 0; // is refused
    }
  }
}
