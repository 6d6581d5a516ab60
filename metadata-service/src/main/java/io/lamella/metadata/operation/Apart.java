package io.lamella.metadata.operation;

import io.lamella.kit.trace.Threads;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work in a context of its own: whoever asks for it may still use the session of his. */
@ApplicationScoped
public class Apart {
  private final Vertx vertx;

  @Inject
  Apart(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Runs it as a part of the trace of whoever asks for it. */
  public Uni<Void> run(Supplier<Uni<Void>> work) {
    return Uni.createFrom()
        .emitter(
            end ->
                Threads.onward(
                    context(), () -> work.get().subscribe().with(end::complete, end::fail)));
  }

  /**
   * Runs it as a part of the trace that a row names.
   *
   * @param traceparent as it was written into the row; null: in no trace
   */
  public <T> Uni<T> run(@Nullable String traceparent, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .emitter(
            end ->
                Threads.onward(
                    context(),
                    traceparent,
                    () -> work.get().subscribe().with(end::complete, end::fail)));
  }

  private Context context() {
    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    return context;
  }
}
