package io.lamella.metadata.version;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Reads a version that is not there before the first request, so that the first request does not
 * hold an event loop for as long as the classes behind a query take to load.
 */
@ApplicationScoped
public class Warmup {
  private static final Logger LOG = Logger.getLogger(Warmup.class);

  private final Catalog catalog;

  @Inject
  Warmup(Catalog catalog) {
    this.catalog = catalog;
  }

  void start(@Observes StartupEvent event) {
    try {
      VertxContextSupport.subscribeAndAwait(
          () ->
              Panache.withSession(
                  () ->
                      Panache.getSession()
                          .chain(session -> catalog.list(session, List.of(UUID.randomUUID())))));
    } catch (Throwable e) {
      LOG.warnf("the database does not answer yet: %s", e.getMessage());
    }
  }
}
