package io.lamella.kit.caller;

import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The caller of the REST request under way. */
@ApplicationScoped
@Unremovable
public class CurrentCaller {
  private final CurrentVertxRequest request;

  @Inject
  CurrentCaller(CurrentVertxRequest request) {
    this.request = request;
  }

  /** Who asks. To be called before the request's first asynchronous step. */
  public Caller get() {
    return Caller.of(request.getCurrent());
  }
}
