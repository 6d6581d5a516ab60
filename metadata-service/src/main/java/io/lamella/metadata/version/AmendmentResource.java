package io.lamella.metadata.version;

import io.lamella.contracts.rest.AmendmentView;
import io.lamella.contracts.rest.Page;
import io.lamella.metadata.amendment.AmendmentLog;
import io.lamella.metadata.limit.Paging;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who changed what about a version. */
@Path("/v1/versions/{id}/amendments")
@Tag(name = "Versions")
public class AmendmentResource {
  private final Catalog catalog;
  private final AmendmentLog log;
  private final Paging paging;

  @Inject
  AmendmentResource(Catalog catalog, AmendmentLog log, Paging paging) {
    this.catalog = catalog;
    this.log = log;
    this.paging = paging;
  }

  @GET
  @Operation(
      summary =
          "Who changed description, message, tags or metadata of a version, when, from what to"
              + " what; the newest first")
  public Uni<Page<AmendmentView>> list(
      UUID id,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    Paging.Wanted wanted = paging.wanted(after, limit, AmendmentLog.CURSOR_PARTS);
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        catalog.load(session, id).chain(() -> log.page(session, id, wanted))));
  }
}
