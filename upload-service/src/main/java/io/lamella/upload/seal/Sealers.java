package io.lamella.upload.seal;

import io.lamella.kit.outbox.Notifications;
import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.claim.Claimants;
import io.lamella.upload.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** The threads of a process with the role {@code sealer}. */
@ApplicationScoped
public class Sealers {
  /** Gauge of seals that wait or are worked on: what sealers are scaled by. */
  static final String PENDING = "lamella.seals.pending";

  private static final Logger LOG = Logger.getLogger(Sealers.class);

  private final UploadConfig config;
  private final Seals seals;
  private final Database database;
  private final Claimants threads;
  private final Notifications notifications;
  private final AtomicLong pending;

  @Inject
  Sealers(
      UploadConfig config,
      Sealing sealing,
      Seals seals,
      Database database,
      Vertx vertx,
      Pool pool,
      MeterRegistry metrics) {
    this.config = config;
    this.seals = seals;
    this.database = database;
    this.threads =
        new Claimants("sealer", config.sealing().threads(), config.sealing().poll(), sealing::next);
    this.notifications = new Notifications(vertx, pool, Seals.CHANNEL, threads::wake);
    this.pending = metrics.gauge(PENDING, new AtomicLong());
  }

  void start(@Observes StartupEvent event) {
    threads.withEachPoll(this::count);
    if (config.roles().contains(ServiceRole.SEALER)) {
      notifications.start();
      threads.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    notifications.stop();
    threads.stop();
  }

  private void count() {
    try {
      pending.set(database.inTransaction(seals::pending));
    } catch (Throwable e) {
      LOG.debugf("pending seals are not counted: %s", e.getMessage());
    }
  }
}
