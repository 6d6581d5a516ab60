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
    long coming = length(context.request().headers());
    AtomicLong going = new AtomicLong();
    in.addAndGet(coming);
    context.addHeadersEndHandler(
        headers -> {
          long length = length(context.response().headers());
          out.addAndGet(length - going.getAndSet(length));
        });
    context.addEndHandler(
        ended -> {
          in.addAndGet(-coming);
          out.addAndGet(-going.getAndSet(0));
        });
    context.next();
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
