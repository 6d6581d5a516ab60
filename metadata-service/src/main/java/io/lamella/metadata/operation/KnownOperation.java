package io.lamella.metadata.operation;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A stream has said that all is well before its first event; so the operation is read before. */
class KnownOperation {
  private final Operations operations;

  @Inject
  KnownOperation(Operations operations) {
    this.operations = operations;
  }

  @Known
  @ServerRequestFilter
  Uni<Void> check(UriInfo uri) {
    return operations
        .read(OperationId.parse(uri.getPathParameters().getFirst("id")))
        .replaceWithVoid();
  }
}
