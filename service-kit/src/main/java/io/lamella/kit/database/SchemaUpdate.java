package io.lamella.kit.database;

import io.lamella.kit.start.StartConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Brings the schema up to date before the service works with it. One query tells whether it is;
 * only where it is not does a start wait for Flyway, which takes longer than most of the rest. A
 * service that has a database makes a bean of it.
 */
public abstract class SchemaUpdate {
  private static final Logger LOG = Logger.getLogger(SchemaUpdate.class);
  private static final int BEFORE_ALL = Interceptor.Priority.PLATFORM_BEFORE - 1;
  private static final String NEWEST =
      "SELECT max(CAST(version AS integer)) FROM flyway_schema_history WHERE success";

  private final int version;
  private final Pool pool;
  private final Instance<Flyway> flyway;
  private final StartConfig start;

  /**
   * @param version of the newest migration that the service comes with
   */
  protected SchemaUpdate(int version, Pool pool, Instance<Flyway> flyway, StartConfig start) {
    this.version = version;
    this.pool = pool;
    this.flyway = flyway;
    this.start = start;
  }

  void update(@Observes @Priority(BEFORE_ALL) StartupEvent event) {
    if (!start.only() && !isCurrent()) {
      flyway.get().migrate();
    }
  }

  /** Also where a newer release was here before: what it added does not disturb this one. */
  private boolean isCurrent() {
    try {
      Integer newest =
          pool.query(NEWEST)
              .execute()
              .map(rows -> rows.iterator().next().getInteger(0))
              .toCompletionStage()
              .toCompletableFuture()
              .get(PatientPool.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return newest != null && newest >= version;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf("the version of the schema is not known: %s", e.getMessage());
      return false; // new, or away: Flyway waits for it and says what is wrong
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The start was interrupted", e);
    }
  }
}
