package io.lamella.upload.ingest;

import io.lamella.kit.outbox.Notifications;
import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.claim.Claimants;
import io.lamella.upload.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** The threads that list what ingests name, in processes with the role {@code upload}. */
@ApplicationScoped
public class Planners {
  /** Gauge of items that wait or are worked on: what workers are scaled by. */
  static final String PENDING = "lamella.ingest.items.pending";

  private static final Logger LOG = Logger.getLogger(Planners.class);

  private final UploadConfig config;
  private final Ingests ingests;
  private final Database database;
  private final Claimants threads;
  private final Notifications notifications;
  private final AtomicLong pending;

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
    this.ingests = ingests;
    this.database = database;
    this.threads =
        new Claimants(
            "planner", config.ingest().planners(), config.ingest().poll(), planning::next);
    this.notifications = new Notifications(vertx, pool, Ingests.CHANNEL, threads::wake);
    this.pending = metrics.gauge(PENDING, new AtomicLong());
  }

  void start(@Observes StartupEvent event) {
    threads.withEachPoll(this::count);
    if (config.roles().contains(ServiceRole.UPLOAD)) {
      notifications.start();
      threads.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    notifications.stop();
    threads.stop();
  }

  /** Ended ingests are forgotten when nobody would retry them any more. */
  @Scheduled(every = "{lamella.cleaning}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void forget() {
    database.transact(tx -> ingests.forget(tx, config.keepClosed()));
  }

  private void count() {
    try {
      pending.set(database.inTransaction(ingests::pending));
    } catch (Throwable e) {
      LOG.debugf("pending items are not counted: %s", e.getMessage());
    }
  }
}
