package io.lamella.metadata.operation;

import io.lamella.contracts.rest.OperationView;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Finalizes, to poll or to watch. */
@Path("/v1/operations")
@Tag(name = "Operations")
public class OperationResource {
  private final Operations operations;

  @Inject
  OperationResource(Operations operations) {
    this.operations = operations;
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "How a finalize stands")
  public Uni<OperationView> read(String id) {
    return operations.read(OperationId.parse(id));
  }

  @GET
  @Path("/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(summary = "How a finalize stands now and after each change, until it has ended")
  @Known
  public Multi<OperationView> events(String id) {
    return operations.watch(OperationId.parse(id));
  }
}
