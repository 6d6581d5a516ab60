package io.lamella.metadata.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestView;
import io.lamella.contracts.rest.Page;
import io.lamella.kit.caller.Caller;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.limit.Rules;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Ingests over HTTP: what {@code lamella.ingests} takes over Kafka. */
@Path("/v1/ingests")
@Tag(name = "Ingests")
public class IngestResource {
  private final Requests requests;
  private final Ingests ingests;
  private final Steps steps;
  private final Paging paging;
  private final CurrentCaller caller;

  @Inject
  IngestResource(
      Requests requests, Ingests ingests, Steps steps, Paging paging, CurrentCaller caller) {
    this.requests = requests;
    this.ingests = ingests;
    this.steps = steps;
    this.paging = paging;
    this.caller = caller;
  }

  @POST
  @Operation(
      summary =
          "Make a version, or fill a draft, of files that lie elsewhere; the answer is the ingest"
              + " to watch")
  public Uni<RestResponse<IngestView>> create(
      @RequestBody(content = @Content(schema = @Schema(implementation = IngestRequest.class)))
          @Nullable JsonNode request,
      @HeaderParam("Idempotency-Key") @Nullable String key) {
    Caller who = caller.get();
    return requests
        .accept(request, key, UUID.randomUUID().toString(), who.name())
        .call(ingest -> steps.next(ingest.id()))
        .chain(ingest -> ingests.view(ingest.id()))
        .map(
            view ->
                ResponseBuilder.ok(view)
                    .status(Status.ACCEPTED)
                    .location(URI.create("/v1/ingests/" + view.id()))
                    .build());
  }

  @GET
  @Operation(summary = "Ingests, the newest first")
  public Uni<Page<IngestView>> list(
      @QueryParam("version") @Nullable UUID version,
      @QueryParam("state") @Nullable String state,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    return ingests.page(version, state(state), paging.wanted(after, limit, Ingests.CURSOR_PARTS));
  }

  private static Ingest.@Nullable State state(@Nullable String label) {
    try {
      return label == null ? null : Ingest.State.of(label);
    } catch (IllegalArgumentException e) {
      throw Rules.invalid(
          "state is accepted, loading, sealing, done, failed or cancelled, not " + label);
    }
  }

  /**
   * @throws LamellaException {@code ingest-not-found}
   */
  @GET
  @Path("/{id}")
  @Operation(summary = "How an ingest stands")
  public Uni<IngestView> read(UUID id) {
    return ingests.view(id);
  }

  @GET
  @Path("/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(summary = "How an ingest stands now and after each change, until it has ended")
  @KnownIngest
  public Multi<IngestView> events(UUID id) {
    return requests.watch(id);
  }

  @POST
  @Path("/{id}/cancel")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Give an ingest up; a version that it made is aborted")
  public Uni<IngestView> cancel(UUID id) {
    return requests.cancel(id).chain(() -> ingests.view(id));
  }

  @POST
  @Path("/{id}/retry")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Load again what could not be had, or all when it did not come to its end")
  public Uni<IngestView> retry(UUID id) {
    return requests.retry(id).chain(() -> ingests.view(id));
  }
}
