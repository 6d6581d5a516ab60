package io.lamella.metadata.report;

import io.lamella.contracts.rest.CreateReport;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.ReportView;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.limit.Rules;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** Reports on a version. */
@Path("/v1/versions/{id}/reports")
@Tag(name = "Reports")
public class ReportResource {
  private final Reports reports;
  private final NewReport wishes;
  private final Paging paging;
  private final CurrentCaller caller;

  @Inject
  ReportResource(Reports reports, NewReport wishes, Paging paging, CurrentCaller caller) {
    this.reports = reports;
    this.wishes = wishes;
    this.paging = paging;
    this.caller = caller;
  }

  @POST
  @Operation(
      summary =
          "Put a table, a histogram or points of a series on a version, in whatever state it is; one"
              + " of the same kind, title, series and iteration is replaced")
  public Uni<RestResponse<ReportView>> create(UUID id, @Nullable CreateReport wish) {
    if (wish == null) {
      throw Rules.invalid("send the report as JSON");
    }
    return wishes
        .put(id, wish, caller.get().name())
        .map(view -> ResponseBuilder.ok(view).status(Status.CREATED).build());
  }

  @GET
  @Operation(summary = "Reports on a version by title and series, at most 20 on a page")
  public Uni<Page<ReportView>> list(
      UUID id,
      @QueryParam("title") @Nullable String title,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    Paging.Wanted wanted = paging.wanted(after, limit, Reports.CURSOR_PARTS);
    return reports.page(
        id,
        title == null ? null : wishes.storable(title),
        kind == null ? null : NewReport.kind(kind),
        wanted);
  }

  @GET
  @Path("/{report}")
  @Operation(summary = "Read a report")
  public Uni<ReportView> read(UUID id, UUID report) {
    return reports.get(id, report);
  }

  @DELETE
  @Path("/{report}")
  @Operation(summary = "Take a report away")
  public Uni<Void> delete(UUID id, UUID report) {
    return reports.delete(id, report);
  }
}
