package io.lamella.metadata.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTest {
  private final List<UniEmitter<? super Void>> begun = new ArrayList<>();
  private final List<Throwable> failed = new ArrayList<>();
  private final Runs runs = new Runs(() -> Uni.createFrom().emitter(begun::add), failed::add);

  @Test
  void whoAsksDuringARunGetsOneMoreAfterIt() {
    runs.ask();
    runs.ask();
    runs.ask();
    assertThat(begun).hasSize(1);

    begun.get(0).complete(null);
    assertThat(begun).hasSize(2);
    begun.get(1).complete(null);
    assertThat(begun).hasSize(2);
  }

  @Test
  void goesOnAfterARunThatFailedWhenItIsAskedTo() {
    runs.ask();
    begun.get(0).fail(new IllegalStateException("no"));
    assertThat(failed).hasSize(1);

    runs.ask();
    assertThat(begun).hasSize(2);
  }
}
