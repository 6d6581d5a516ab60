package io.lamella.kit.trace;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Has threads that are not Vert.x's work in a context of one piece of work, where its trace and
 * what logs say of it are. Without, a thread that has asked the database something is in a context
 * that it shares with others.
 */
public final class Threads {
  private Threads() {}

  /** {@code work} for another thread, as a part of what goes on here. */
  public static Runnable here(Runnable work) {
    return in(Vertx.currentContext(), work);
  }

  /** {@code threads}, whose work is a part of what goes on here. */
  public static Executor here(Executor threads) {
    Context here = Vertx.currentContext();
    return work -> threads.execute(in(here, work));
  }

  /** Goes on in another context as a part of the trace of what goes on here. */
  public static void onward(Context other, Runnable work) {
    onward(other, io.opentelemetry.context.Context.current(), work);
  }

  /**
   * Goes on in another context as a part of the trace that a row names.
   *
   * @param traceparent as it was written into the row; null: in no trace
   */
  public static void onward(Context other, @Nullable String traceparent, Runnable work) {
    onward(other, TraceParent.context(traceparent), work);
  }

  private static void onward(Context other, io.opentelemetry.context.Context trace, Runnable work) {
    other.runOnContext(
        nothing -> {
          Step.attach(trace); // ends with its context
          work.run();
        });
  }

  /** Does something on this thread in a context of its own. */
  static <E extends Exception> void apart(Vertx vertx, Step.Work<E> work) throws E {
    Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    in((ContextInternal) own, work);
  }

  private static Runnable in(@Nullable Context context, Runnable work) {
    return context != null && VertxContext.isDuplicatedContext(context)
        ? () -> in((ContextInternal) context, work::run)
        : work;
  }

  private static <E extends Exception> void in(ContextInternal context, Step.Work<E> work)
      throws E {
    ContextInternal before = context.beginDispatch();
    try {
      work.run();
    } finally {
      context.endDispatch(before);
    }
  }
}
