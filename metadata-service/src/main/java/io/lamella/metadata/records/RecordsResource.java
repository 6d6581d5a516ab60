package io.lamella.metadata.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.RecordsView;
import io.lamella.contracts.rest.SetRecords;
import io.lamella.kit.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The topic whose records are collected into a dataset. */
@Path("/v1/datasets/{id}/records")
@Tag(name = "Records")
public class RecordsResource {
  private final RecordsDoor door;
  private final CurrentCaller caller;

  @Inject
  RecordsResource(RecordsDoor door, CurrentCaller caller) {
    this.door = door;
    this.caller = caller;
  }

  @PUT
  @Operation(
      summary =
          "Have the records of a topic collected into versions; of the same topic it goes on where"
              + " it is")
  public Uni<RecordsView> set(
      UUID id,
      @RequestBody(content = @Content(schema = @Schema(implementation = SetRecords.class)))
          @Nullable JsonNode rule) {
    return door.set(id, rule, caller.get().name());
  }

  /**
   * @throws LamellaException {@code not-found} when no topic is collected into the dataset
   */
  @GET
  @Operation(summary = "The topic that is collected into the dataset, and how that stands")
  public Uni<RecordsView> show(UUID id) {
    return door.show(id);
  }

  @DELETE
  @Operation(summary = "Collect no more; what is being loaded comes to its end")
  public Uni<Void> remove(UUID id) {
    return door.remove(id);
  }

  @POST
  @Path("/skip")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary =
          "Go on with the earliest records that are there, where some are gone before they were in"
              + " a version")
  public Uni<RecordsView> skip(UUID id) {
    return door.skip(id);
  }
}
