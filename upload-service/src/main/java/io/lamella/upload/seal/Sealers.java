package io.lamella.upload.seal;

import io.lamella.kit.outbox.Notifications;
import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.transfer.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * The threads of a process with the role {@code sealer}: each claims seals until there are none,
 * then waits for a notification, or for the poll that makes up for lost ones.
 */
@ApplicationScoped
public class Sealers {
  /** Gauge of seals that wait or are worked on: what sealers are scaled by. */
  static final String PENDING = "lamella.seals.pending";

  private static final Logger LOG = Logger.getLogger(Sealers.class);

  private final UploadConfig config;
  private final Sealing sealing;
  private final Seals seals;
  private final Database database;
  private final ScheduledExecutorService threads;
  private final Notifications notifications;
  private final Semaphore wakes = new Semaphore(0);
  private final AtomicLong pending;
  private volatile boolean stopped;

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
    this.sealing = sealing;
    this.seals = seals;
    this.database = database;
    this.threads =
        Executors.newScheduledThreadPool(config.sealing().threads() + 1, Workers.named("sealer"));
    this.notifications = new Notifications(vertx, pool, Seals.CHANNEL, this::wake);
    this.pending = metrics.gauge(PENDING, new AtomicLong());
  }

  void start(@Observes StartupEvent event) {
    long poll = config.sealing().poll().toMillis();
    threads.scheduleWithFixedDelay(this::count, poll, poll, TimeUnit.MILLISECONDS);
    if (config.roles().contains(ServiceRole.SEALER)) {
      notifications.start();
      for (int i = 0; i < config.sealing().threads(); i++) {
        threads.execute(this::loop);
      }
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    notifications.stop();
    threads.shutdownNow();
  }

  private void wake() {
    if (wakes.availablePermits() < config.sealing().threads()) {
      wakes.release();
    }
  }

  private void loop() {
    while (!stopped) {
      try {
        if (!sealing.next()) {
          wakes.tryAcquire(config.sealing().poll().toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warnf("seals wait: %s", e);
        pause();
      } catch (Throwable e) {
        LOG.error("a sealer goes on behind what should not happen", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      wakes.tryAcquire(
          config.sealing().threads() + 1,
          config.sealing().poll().toMillis(),
          TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void count() {
    try {
      pending.set(database.inTransaction(seals::pending));
    } catch (Throwable e) {
      LOG.debugf("pending seals are not counted: %s", e.getMessage());
    }
  }
}
