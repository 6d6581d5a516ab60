package io.lamella.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A step of a trace, from its beginning to its end: what is begun in its context meanwhile, and
 * what is written into the outbox, goes beneath it.
 */
public final class Step {
  /** Something to be done that may wait. */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    void run() throws E;
  }

  private final Span span;
  private final Scope scope;

  private Step(Span span, Scope scope) {
    this.span = span;
    this.scope = scope;
  }

  /** Begins in the Vert.x context of this moment, if that is one of a single piece of work. */
  static Step begin(SpanBuilder builder, Context parent) {
    Span span = builder.setParent(parent).startSpan();
    return new Step(span, attach(parent.with(span)));
  }

  /**
   * Nothing where a context is shared: others would find themselves in a trace that is not theirs.
   */
  @SuppressWarnings("MustBeClosedChecker") // by whoever ends the step, on whatever thread
  static Scope attach(Context context) {
    return VertxContext.isOnDuplicatedContext()
            && Span.fromContext(context).getSpanContext().isValid()
        ? context.makeCurrent()
        : Scope.noop();
  }

  /** Begins a step of work that goes on beside others in the same context, which is in none. */
  static Step beside(SpanBuilder builder, Context parent) {
    return new Step(builder.setParent(parent).startSpan(), Scope.noop());
  }

  /** Where it is in its trace; null: in none. */
  public @Nullable String traceparent() {
    return TraceParent.of(span);
  }

  /** Says in its span what it is about. */
  public void about(UUID version, UUID dataset) {
    About.say(span, version, dataset);
  }

  /**
   * Ends, on whatever thread.
   *
   * @param failure what it ended with; null: it is done
   */
  public void end(@Nullable Throwable failure) {
    if (failure != null) {
      fail(span, failure);
    }
    span.end();
    scope.close();
  }

  /** Notes at the step that goes on here that it does not come to a good end. */
  public static void failed(Throwable failure) {
    fail(Span.current(), failure);
  }

  static void fail(Span span, Throwable failure) {
    span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
    span.recordException(failure);
  }

  /** Does something that does not block, as a step of what goes on here. */
  public static <T> Uni<T> of(String name, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Step step = begin(Tracing.tracer().spanBuilder(name), Context.current());
              return Uni.createFrom()
                  .deferred(work::get)
                  .onTermination()
                  .invoke((done, failure, cancelled) -> step.end(failure));
            });
  }

  /** As the other, of work on a version, which its log lines and its span say. */
  public static <E extends Exception> void run(
      Vertx vertx, String name, UUID version, @Nullable String traceparent, Work<E> work) throws E {
    run(
        vertx,
        name,
        traceparent,
        () -> {
          About.version(version);
          work.run();
        });
  }

  /**
   * Does on this thread what a row asks for, as a step of the trace in which it was written.
   *
   * @param name what is done
   * @param traceparent as it was written into the row; null: a trace begins
   */
  public static <E extends Exception> void run(
      Vertx vertx, String name, @Nullable String traceparent, Work<E> work) throws E {
    Threads.apart(
        vertx,
        () -> {
          Step step = begin(Tracing.tracer().spanBuilder(name), TraceParent.context(traceparent));
          try {
            work.run();
            step.end(null);
          } catch (Throwable e) {
            step.end(e);
            throw e;
          }
        });
  }
}
