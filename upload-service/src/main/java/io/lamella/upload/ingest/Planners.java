package io.lamella.upload.ingest;

import io.lamella.kit.outbox.Notifications;
import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.transfer.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
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

/** The threads that list what ingests name, in processes with the role {@code upload}. */
@ApplicationScoped
public class Planners {
  /** Gauge of items that wait or are worked on: what workers are scaled by. */
  static final String PENDING = "lamella.ingest.items.pending";

  private static final Logger LOG = Logger.getLogger(Planners.class);

  private final UploadConfig config;
  private final Planning planning;
  private final Ingests ingests;
  private final Database database;
  private final ScheduledExecutorService threads;
  private final Notifications notifications;
  private final Semaphore wakes = new Semaphore(0);
  private final AtomicLong pending;
  private volatile boolean stopped;

  @Inject
  Planners(
      UploadConfig config,
      Planning planning,
      Ingests ingests,
      Database database,
      Vertx vertx,
      Pool pool,
      MeterRegistry metrics) {
    this.config = config;
    this.planning = planning;
    this.ingests = ingests;
    this.database = database;
    this.threads =
        Executors.newScheduledThreadPool(config.ingest().planners() + 1, Workers.named("planner"));
    this.notifications = new Notifications(vertx, pool, Ingests.CHANNEL, this::wake);
    this.pending = metrics.gauge(PENDING, new AtomicLong());
  }

  void start(@Observes StartupEvent event) {
    long poll = config.ingest().poll().toMillis();
    threads.scheduleWithFixedDelay(this::count, poll, poll, TimeUnit.MILLISECONDS);
    if (config.roles().contains(ServiceRole.UPLOAD)) {
      notifications.start();
      for (int i = 0; i < config.ingest().planners(); i++) {
        threads.execute(this::loop);
      }
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    notifications.stop();
    threads.shutdownNow();
  }

  /** Ended ingests are forgotten when nobody would retry them any more. */
  @Scheduled(every = "{lamella.cleaning}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void forget() {
    database.transact(tx -> ingests.forget(tx, config.keepClosed()));
  }

  private void wake() {
    if (wakes.availablePermits() < config.ingest().planners()) {
      wakes.release();
    }
  }

  private void loop() {
    while (!stopped) {
      try {
        if (!planning.next()) {
          pause();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warnf("ingests wait: %s", e);
        rest();
      } catch (Throwable e) {
        LOG.error("a planner goes on behind what should not happen", e);
        rest();
      }
    }
  }

  private void pause() throws InterruptedException {
    wakes.tryAcquire(config.ingest().poll().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void rest() {
    try {
      pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void count() {
    try {
      pending.set(database.inTransaction(ingests::pending));
    } catch (Throwable e) {
      LOG.debugf("pending items are not counted: %s", e.getMessage());
    }
  }
}
