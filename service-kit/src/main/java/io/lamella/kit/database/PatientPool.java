package io.lamella.kit.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes a service's pool of connections. Where all are in use, what needs one waits for some
 * seconds, and is told then that the service cannot answer now. A service that has a database makes
 * a bean of it.
 */
public class PatientPool implements PgPoolCreator {
  /** Below the patience of clients, so that they hear of it and try again. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Pool create(Input input) {
    return PgBuilder.pool()
        .with(
            input
                .poolOptions()
                .setConnectionTimeout((int) PATIENCE.toSeconds())
                .setConnectionTimeoutUnit(TimeUnit.SECONDS))
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
