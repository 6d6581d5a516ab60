package io.lamella.metadata.journal;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.problem.Problems;
import io.lamella.metadata.limit.Rules;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/events}: server-sent events, resumed by {@code Last-Event-ID}. Any process serves
 * any listener, who gets each event that is kept once and in order.
 */
@ApplicationScoped
public class EventRoute {
  private final Vertx vertx;
  private final Journal journal;
  private final Live live;
  private final Rules rules;
  private final EventConfig config;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final Thread atExit = new Thread(this::endAll, "end-of-listeners");

  @Inject
  EventRoute(Vertx vertx, Journal journal, Live live, Rules rules, EventConfig config) {
    this.vertx = vertx;
    this.journal = journal;
    this.live = live;
    this.rules = rules;
    this.config = config;
  }

  /** The framework waits for requests under way before it tells of the shutdown. */
  void start(@Observes StartupEvent event) {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  void stop(@Observes ShutdownEvent event) {
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the process ends, and the hook runs
    }
  }

  private void endAll() {
    streams.forEach(stream -> stream.end("restart"));
  }

  void register(@Observes Router router) {
    router.get("/v1/events").handler(this::listen);
  }

  private void listen(RoutingContext request) {
    try {
      if (streams.size() >= config.listeners()) {
        throw new LamellaException(
            ErrorCode.TOO_MANY_REQUESTS,
            "no more than " + config.listeners() + " listen to one process at once");
      }
      EventFilter filter = filter(request);
      Context context = vertx.getOrCreateContext();
      start(request)
          .subscribe()
          .with(
              start -> context.runOnContext(v -> begin(request, context, filter, start)),
              e -> context.runOnContext(v -> Problems.answer(request, e)));
    } catch (LamellaException e) {
      Problems.answer(request, e);
    }
  }

  private void begin(RoutingContext request, Context context, EventFilter filter, Start start) {
    if (request.response().closed()) {
      return;
    }
    EventStream stream =
        new EventStream(
            vertx,
            context,
            request.request(),
            journal,
            live,
            filter,
            config.stall(),
            streams::remove);
    streams.add(stream);
    stream.begin(start.after(), start.asked(), config.heartbeat());
  }

  private EventFilter filter(RoutingContext request) {
    List<String> tags = list(request, "tags");
    return new EventFilter(
        Set.copyOf(EventFilter.types(list(request, "type"))),
        text(request, "project"),
        text(request, "dataset"),
        Set.copyOf(rules.tags(tags)));
  }

  private static List<String> list(RoutingContext request, String name) {
    return request.queryParam(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .filter(value -> !value.isBlank())
        .toList();
  }

  private static @Nullable String text(RoutingContext request, String name) {
    List<String> values = request.queryParam(name);
    return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
  }

  /**
   * Where it begins.
   *
   * @param after the place before the first event
   * @param asked the place that was asked for, which a journal that lost its end does not have
   */
  private record Start(long after, long asked) {
    static Start of(long asked, Journal.Ends ends) {
      return asked == 0
          ? new Start(ends.forgotten(), ends.forgotten())
          : new Start(Math.min(asked, ends.last()), asked);
    }
  }

  /** Where he was, what he asks for, or now. */
  private Uni<Start> start(RoutingContext request) {
    String last = request.request().getHeader("Last-Event-ID");
    String after = last != null ? last : text(request, "after");
    if (after != null) {
      long place = place(after);
      return journal.ends().map(ends -> Start.of(place, ends));
    }
    String since = text(request, "since");
    Uni<Long> begin =
        since == null ? journal.ends().map(Journal.Ends::last) : journal.before(time(since));
    return begin.map(found -> new Start(found, found));
  }

  private static long place(String text) {
    try {
      long place = Long.parseLong(text);
      if (place >= 0) {
        return place;
      }
    } catch (NumberFormatException e) {
      throw Rules.invalid("after, or Last-Event-ID, is the id of an event before, not " + text);
    }
    throw Rules.invalid("after is 0, from the beginning, or the id of an event before");
  }

  private static Instant time(String text) {
    try {
      Instant time = Instant.parse(text);
      if (Rules.isStorable(time)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      throw Rules.invalid("since is a time such as 2026-11-27T08:00:00Z, not " + text);
    }
    throw Rules.invalid("since is a time of a year with four digits");
  }
}
