package io.lamella.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place in a trace where work goes on, as W3C Trace Context writes it: kept in rows, and sent
 * in headers, by what goes on later and elsewhere.
 */
public final class TraceParent {
  /** Header of HTTP and of Kafka, and attribute of CloudEvents. */
  public static final String NAME = "traceparent";

  private static final TextMapGetter<String> ALONE =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals(NAME) ? carrier : null;
        }
      };

  private TraceParent() {}

  /** Where the work is that goes on here; null: in no trace. */
  public static @Nullable String here() {
    return of(Span.current());
  }

  /** Id of the trace that goes on here; null: there is none. */
  public static @Nullable String traceId() {
    SpanContext here = Span.current().getSpanContext();
    return here.isValid() ? here.getTraceId() : null;
  }

  /**
   * Takes up the trace of a request where the framework, which does not trace, does not. To be
   * called on the request's own context.
   */
  public static void pass(RoutingContext request) {
    if (!Tracing.isOn()) {
      Step.attach(context(request.request().getHeader(NAME)));
    }
  }

  static @Nullable String of(Span span) {
    if (!span.getSpanContext().isValid()) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(Context.root().with(span), headers, (all, name, value) -> all.put(name, value));
    return headers.get(NAME);
  }

  /** What goes on beneath it; where it is null or cannot be read, in no trace. */
  static Context context(@Nullable String traceparent) {
    return traceparent == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, ALONE);
  }
}
