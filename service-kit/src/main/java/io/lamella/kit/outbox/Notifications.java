package io.lamella.kit.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a PostgreSQL channel on a connection of its own and runs an action for each
 * notification, and once after every (re)connect, so that nothing told in between is missed.
 */
public final class Notifications {
  private static final Logger LOG = Logger.getLogger(Notifications.class);
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Pool pool;
  private final String channel;
  private final Runnable action;
  private volatile boolean stopped;
  private volatile @Nullable SqlConnection connection;

  /**
   * @param channel name of the channel: letters and underscores
   */
  public Notifications(Vertx vertx, Pool pool, String channel, Runnable action) {
    this.vertx = vertx;
    this.pool = pool;
    this.channel = channel;
    this.action = action;
  }

  public void start() {
    AtomicBoolean over = new AtomicBoolean();
    Runnable anew =
        () -> {
          if (over.compareAndSet(false, true)) {
            again();
          }
        };
    pool.getConnection()
        .chain(c -> listen(c, anew))
        .subscribe()
        .with(
            listening -> action.run(),
            failure -> {
              LOG.debugf("channel %s: %s", channel, failure.getMessage());
              anew.run();
            });
  }

  private Uni<Void> listen(SqlConnection c, Runnable anew) {
    PgConnection pg = PgConnection.cast(c.getDelegate());
    pg.notificationHandler(n -> action.run());
    pg.closeHandler(closed -> anew.run());
    connection = c;
    return c.query("LISTEN " + channel).execute().onFailure().call(c::close).replaceWithVoid();
  }

  private void again() {
    if (!stopped) {
      vertx.setTimer(RECONNECT.toMillis(), t -> start());
    }
  }

  public void stop() {
    stopped = true;
    SqlConnection c = connection;
    if (c != null) {
      c.closeAndForget();
    }
  }
}
