package io.lamella.metadata.journal;

import io.lamella.kit.outbox.Notifications;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal once for all who listen to this process, as it grows: told by {@code NOTIFY},
 * and looking by itself as a fallback.
 */
@ApplicationScoped
public class Live {
  private static final Logger LOG = Logger.getLogger(Live.class);
  private static final int PAGE = 256;
  private static final int WINDOW = 1_024;
  private static final long POLL_MILLIS = 2_000;

  private final Vertx vertx;
  private final Journal journal;
  private final Runs runs;
  private final Notifications notifications;
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Window window;
  private volatile long timer;

  @Inject
  Live(Vertx vertx, Pool pool, Journal journal) {
    this.vertx = vertx;
    this.journal = journal;
    this.runs =
        new Runs(
            this::read,
            failure -> LOG.warnf("the journal cannot be read: %s", failure.getMessage()));
    this.notifications = new Notifications(vertx, pool, "journal", runs::ask);
  }

  void start(@Observes StartupEvent event) {
    notifications.start();
    timer = vertx.setPeriodic(POLL_MILLIS, t -> runs.ask());
  }

  void stop(@Observes ShutdownEvent event) {
    runs.stop();
    vertx.cancelTimer(timer);
    notifications.stop();
  }

  /** Runs {@code listener} whenever there is something new, until it is removed. */
  public void add(Runnable listener) {
    listeners.add(listener);
  }

  public void remove(Runnable listener) {
    listeners.remove(listener);
  }

  /** The first new events after a place; empty where they have to be read from the journal. */
  Optional<List<Entry>> after(long place, int limit) {
    Window newest = window;
    return newest == null ? Optional.empty() : newest.after(place, limit);
  }

  private Uni<Void> read() {
    Window newest = window;
    if (newest == null) {
      return journal
          .ends()
          .invoke(ends -> window = new Window(ends.last(), WINDOW))
          .chain(this::read);
    }
    return journal
        .page(newest.last(), PAGE)
        .chain(
            page -> {
              if (page.entries().isEmpty()) {
                return Uni.createFrom().voidItem();
              }
              newest.add(page.entries());
              listeners.forEach(Runnable::run);
              return page.entries().size() == PAGE ? read() : Uni.createFrom().voidItem();
            });
  }
}
