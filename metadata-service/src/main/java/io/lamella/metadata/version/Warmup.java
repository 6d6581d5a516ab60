package io.lamella.metadata.version;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Parses a query, and reads a version that is not there, before the first request, so that the
 * first request does not hold an event loop for as long as the classes behind a query take to load.
 * What else there is to start does not wait for it, and is not ready without it.
 */
@Readiness
@ApplicationScoped
public class Warmup implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(Warmup.class);

  private final Catalog catalog;
  private final Mutiny.SessionFactory sessions;
  private volatile boolean over;

  @Inject
  Warmup(Catalog catalog, Mutiny.SessionFactory sessions) {
    this.catalog = catalog;
    this.sessions = sessions;
  }

  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    Infrastructure.getDefaultExecutor().execute(this::read);
  }

  private void read() {
    try {
      Catalog.parseList(sessions); // here and not on an event loop, which others wait for
      VertxContextSupport.subscribeAndAwait(
          () ->
              Panache.withSession(
                  () ->
                      Panache.getSession()
                          .chain(session -> catalog.list(session, List.of(UUID.randomUUID())))));
    } catch (Throwable e) {
      LOG.warnf("the database does not answer yet: %s", e.getMessage());
    } finally {
      over = true;
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("first query").status(over).build();
  }
}
