package io.lamella.metadata.journal;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work that is done on demand, one run at a time: whoever asks during a run gets one more after it.
 * After a run that failed somebody has to ask again.
 */
public final class Runs {
  private final Supplier<Uni<Void>> work;
  private final Consumer<Throwable> failed;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean stopped;

  public Runs(Supplier<Uni<Void>> work, Consumer<Throwable> failed) {
    this.work = work;
    this.failed = failed;
  }

  /** There may be something to do. */
  public void ask() {
    asked.set(true);
    if (!stopped && running.compareAndSet(false, true)) {
      asked.set(false);
      Uni.createFrom()
          .<Void>deferred(work::get)
          .subscribe()
          .with(
              nothing -> rest(),
              failure -> {
                failed.accept(failure);
                running.set(false);
              });
    }
  }

  private void rest() {
    running.set(false);
    if (asked.get()) {
      ask();
    }
  }

  /** No run begins any more. */
  public void stop() {
    stopped = true;
  }
}
