package io.lamella.metadata.database;

import io.lamella.kit.database.SchemaUpdate;
import io.lamella.kit.start.StartConfig;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;

/** The schema of this service's database. */
@Singleton
public class Schema extends SchemaUpdate {
  /** The newest in {@code db/migration}. */
  static final int VERSION = 19;

  @Inject
  Schema(Pool pool, Instance<Flyway> flyway, StartConfig start) {
    super(VERSION, pool, flyway, start);
  }
}
