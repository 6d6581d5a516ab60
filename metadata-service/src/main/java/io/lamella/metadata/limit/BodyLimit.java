package io.lamella.metadata.limit;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.problem.Problems;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses bodies that say that they are too large, before they are read; the framework the rest.
 */
@ApplicationScoped
public class BodyLimit {
  /** After the files' addresses, whose bodies go elsewhere. */
  private static final int PRIORITY = 800;

  private final long most;

  @Inject
  BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
    this.most = most.asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, PRIORITY);
  }

  private void handle(RoutingContext context) {
    String length = context.request().getHeader("Content-Length");
    if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > most) {
      Problems.answer(
          context,
          new LamellaException(
              ErrorCode.TOO_LARGE, "a request's body may have " + most + " bytes, not " + length));
      return;
    }
    context.next();
  }
}
