package io.lamella.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService threads = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() throws Exception {
    threads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** As a thread is that has asked the database something: it shares a context from then on. */
  @Test
  void whatARowAsksForIsDoneInTheTraceThatItWasWrittenIn() {
    vertx.getOrCreateContext();
    List<@Nullable String> here = new ArrayList<>();

    Step.run(vertx, "first", PARENT, () -> here.add(TraceParent.here()));
    Step.run(vertx, "second", null, () -> here.add(TraceParent.here()));
    here.add(TraceParent.here());

    assertThat(here).containsExactly(PARENT, null, null);
  }

  @Test
  void aFailureGoesOnToWhoeverDoesTheWork() {
    assertThatThrownBy(
            () ->
                Step.run(
                    vertx,
                    "seal",
                    PARENT,
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(TraceParent.here()).isNull();
  }

  @Test
  void workForAnotherThreadIsAPartOfWhatGoesOnHere() throws Exception {
    CompletableFuture<@Nullable String> there = new CompletableFuture<>();
    CompletableFuture<@Nullable String> afterwards = new CompletableFuture<>();

    Step.run(
        vertx,
        "request",
        PARENT,
        () -> {
          threads.execute(Threads.here(() -> there.complete(TraceParent.here())));
          there.join();
          threads.execute(() -> afterwards.complete(TraceParent.here()));
          afterwards.join();
        });

    assertThat(there).isCompletedWithValue(PARENT);
    assertThat(afterwards).isCompletedWithValue(null);
  }

  @Test
  void whatGoesOnInAnotherContextIsInTheSameTrace() throws Exception {
    Context other = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    CompletableFuture<@Nullable String> there = new CompletableFuture<>();

    Step.run(
        vertx,
        "request",
        PARENT,
        () -> Threads.onward(other, () -> there.complete(TraceParent.here())));

    assertThat(there.get(10, TimeUnit.SECONDS)).isEqualTo(PARENT);
  }
}
