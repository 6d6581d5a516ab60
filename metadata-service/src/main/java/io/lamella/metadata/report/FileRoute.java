package io.lamella.metadata.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.ReportView;
import io.lamella.kit.caller.Caller;
import io.lamella.kit.event.EventJson;
import io.lamella.kit.problem.Problems;
import io.lamella.metadata.limit.Rules;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files of reports, as they are. {@code POST /v1/versions/{id}/reports/media} takes few of them in
 * at once; its bodies may be larger than all others, so it comes before their limit. {@code GET
 * /v1/versions/{id}/reports/{report}/media} gives one out so that nothing in it runs in a browser;
 * under one id it never changes.
 */
@ApplicationScoped
public class FileRoute {
  /** After the caller is known, before the framework looks at the body. */
  private static final int PRIORITY = 850;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CREATED = 201;
  private static final int FOR_EVER = 16;
  private static final String ID = "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})";
  private static final Pattern NEW = Pattern.compile("/v1/versions/" + ID + "/reports/media");
  private static final String KEPT = "/v1/versions/" + ID + "/reports/" + ID + "/media";

  private final Reports reports;
  private final NewReport wishes;
  private final ReportConfig limits;
  private final AtomicInteger underWay = new AtomicInteger();

  @Inject
  FileRoute(Reports reports, NewReport wishes, ReportConfig limits) {
    this.reports = reports;
    this.wishes = wishes;
    this.limits = limits;
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, PRIORITY);
  }

  void register(@Observes Router router) {
    router.getWithRegex(KEPT).handler(this::give);
  }

  private void give(RoutingContext context) {
    reports
        .file(
            UUID.fromString(context.pathParam("param0")),
            UUID.fromString(context.pathParam("param1")))
        .subscribe()
        .with(
            file ->
                context
                    .response()
                    .putHeader("Content-Type", file.report().type)
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Content-Security-Policy", "sandbox")
                    .putHeader("Cache-Control", "private, max-age=86400, immutable")
                    .end(Buffer.buffer(file.content().content)),
            e -> Problems.answer(context, e));
  }

  private void handle(RoutingContext context) {
    Matcher address = NEW.matcher(context.normalizedPath());
    if (!context.request().method().equals(HttpMethod.POST) || !address.matches()) {
      context.next();
      return;
    }
    underWay.incrementAndGet();
    take(context, UUID.fromString(address.group(1)))
        .onTermination()
        .invoke(underWay::decrementAndGet)
        .subscribe()
        .with(view -> answer(context, view), e -> refuse(context, e));
  }

  private Uni<ReportView> take(RoutingContext context, UUID version) {
    Context thread = Vertx.currentContext();
    try {
      if (underWay.get() > limits.uploads()) {
        throw new LamellaException(
            ErrorCode.TOO_MANY_REQUESTS, "many files of reports come in; try again");
      }
      Label label =
          wishes.label(
              text(context, "kind", "image"),
              query(context, "title"),
              query(context, "series"),
              number(text(context, "iteration", "0")));
      String name = wishes.name(query(context, "name"));
      String by = Caller.of(context).name();
      return body(context.request())
          .ifNoItem()
          .after(PATIENCE)
          .failWith(() -> new LamellaException(ErrorCode.INVALID_REQUEST, "the file took too long"))
          .emitOn(task -> thread.runOnContext(v -> task.run()))
          .chain(file -> wishes.put(version, label, name, file, by));
    } catch (LamellaException e) {
      return Uni.createFrom().failure(e);
    }
  }

  private static @Nullable String query(RoutingContext context, String name) {
    List<String> values = context.queryParam(name);
    return values.isEmpty() ? null : values.get(0);
  }

  private static String text(RoutingContext context, String name, String fallback) {
    String value = query(context, name);
    return value == null ? fallback : value;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Rules.invalid("iteration is a number, not " + text);
    }
  }

  /** The whole body, as long as that is within the limit. */
  private Uni<byte[]> body(HttpServerRequest request) {
    long most = limits.mediaBytes().asLongValue();
    return Uni.createFrom().emitter(emitter -> read(request, most, emitter));
  }

  /** What is too large is read to its end, so that its sender hears why, but not for ever. */
  private static void read(
      HttpServerRequest request, long most, UniEmitter<? super byte[]> emitter) {
    Buffer all = Buffer.buffer();
    long[] size = new long[1];
    request.exceptionHandler(emitter::fail);
    request.handler(
        part -> {
          size[0] += part.length();
          if (size[0] <= most) {
            all.appendBuffer(part);
          } else if (size[0] > FOR_EVER * most) {
            emitter.fail(tooLarge(most));
          }
        });
    request.endHandler(
        end -> {
          if (size[0] <= most) {
            emitter.complete(all.getBytes());
          } else {
            emitter.fail(tooLarge(most));
          }
        });
  }

  private static LamellaException tooLarge(long most) {
    return new LamellaException(
        ErrorCode.TOO_LARGE, "the file of a report may have " + most + " bytes");
  }

  private static void answer(RoutingContext context, ReportView view) {
    context
        .response()
        .setStatusCode(CREATED)
        .putHeader("Content-Type", "application/json")
        .end(json(view));
  }

  private static Buffer json(ReportView view) {
    try {
      return Buffer.buffer(EventJson.MAPPER.writeValueAsBytes(view));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }

  /** What is still to come of the body is not waited for. */
  private static void refuse(RoutingContext context, Throwable failure) {
    if (!context.response().headWritten()) {
      context.response().putHeader("Connection", "close");
    }
    Problems.answer(context, failure);
  }
}
