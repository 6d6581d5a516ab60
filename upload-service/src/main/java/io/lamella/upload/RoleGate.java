package io.lamella.upload;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.problem.Problems;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** A process without the role {@code upload} serves its health and metrics, and nothing else. */
@ApplicationScoped
public class RoleGate {
  private static final int BEFORE_ALL = -1000;

  private final UploadConfig config;

  @Inject
  RoleGate(UploadConfig config) {
    this.config = config;
  }

  void register(@Observes Router router) {
    if (!config.roles().contains(ServiceRole.UPLOAD)) {
      router.route("/v1/*").order(BEFORE_ALL).handler(RoleGate::refuse);
    }
  }

  private static void refuse(RoutingContext routing) {
    Problems.answer(
        routing, new LamellaException(ErrorCode.NOT_FOUND, "This process takes nothing in"));
  }
}
