package io.lamella.kit.problem;

import io.lamella.contracts.VersionId;
import io.lamella.contracts.error.RequestId;
import io.lamella.kit.trace.About;
import io.lamella.kit.trace.TraceParent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request its id before anything else looks at it: the client's, else that of its trace,
 * else a new one; and has logs say what its address names.
 */
@ApplicationScoped
public class Requests {
  private static final int FIRST = 2000;
  private static final Pattern NAMED =
      Pattern.compile(
          "/v1/(versions|drafts|contents|previews|datasets)/([0-9A-Fa-f-]{32,36})(?:/.*)?");

  void register(@Observes Filters filters) {
    filters.register(Requests::begin, FIRST);
  }

  private static void begin(RoutingContext context) {
    HttpServerRequest request = context.request();
    TraceParent.pass(context);
    String id = RequestId.sane(request.getHeader(RequestId.HEADER)).orElseGet(Requests::ofTrace);
    context.response().putHeader(RequestId.HEADER, id);
    About.request(id);
    about(context.normalizedPath());
    context.next();
  }

  /** The id of a request; null: there is none. */
  static @Nullable String id(@Nullable RoutingContext context) {
    return context == null ? null : context.response().headers().get(RequestId.HEADER);
  }

  private static String ofTrace() {
    String trace = TraceParent.traceId();
    return trace == null ? anew() : trace;
  }

  /** In the form of a trace's id; nothing depends on it but that it is another one. */
  private static String anew() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
  }

  private static void about(@Nullable String path) {
    Matcher named = NAMED.matcher(path == null ? "" : path);
    if (named.matches()) {
      boolean dataset = named.group(1).equals("datasets");
      VersionId.parse(named.group(2)).ifPresent(dataset ? About::dataset : About::version);
    }
  }
}
