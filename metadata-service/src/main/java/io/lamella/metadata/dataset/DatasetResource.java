package io.lamella.metadata.dataset;

import io.lamella.contracts.rest.ChangeDataset;
import io.lamella.contracts.rest.CreateDataset;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.MoveDataset;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.RestoreResult;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.search.DatasetFilter;
import io.lamella.metadata.search.Parameters;
import io.lamella.metadata.version.Deletion;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The datasets. */
@Path("/v1/datasets")
@Tag(name = "Datasets")
public class DatasetResource {
  private final DatasetCatalog catalog;
  private final DatasetChanges changes;
  private final DatasetMoves moves;
  private final NewDatasets newOnes;
  private final Parameters parameters;
  private final Paging paging;
  private final CurrentCaller caller;

  @Inject
  DatasetResource(
      DatasetCatalog catalog,
      DatasetChanges changes,
      DatasetMoves moves,
      NewDatasets newOnes,
      Parameters parameters,
      Paging paging,
      CurrentCaller caller) {
    this.catalog = catalog;
    this.changes = changes;
    this.moves = moves;
    this.newOnes = newOnes;
    this.parameters = parameters;
    this.paging = paging;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "Datasets that match, in the order of project and name")
  public Uni<Page<DatasetView>> list(
      @QueryParam("project") @Nullable String project,
      @QueryParam("below") boolean below,
      @QueryParam("name") @Nullable String name,
      @QueryParam("partial") boolean partial,
      @QueryParam("tags") @Nullable List<String> tags,
      @QueryParam("includeArchived") boolean includeArchived,
      @QueryParam("trash") boolean trash,
      @QueryParam("createdBy") @Nullable String createdBy,
      @QueryParam("createdAfter") @Nullable String createdAfter,
      @QueryParam("createdBefore") @Nullable String createdBefore,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    DatasetFilter filter =
        new DatasetFilter(
            parameters.text("project", project),
            below,
            parameters.text("name", name),
            partial,
            parameters.list("tags", tags),
            includeArchived,
            trash,
            parameters.created(createdBy, createdAfter, createdBefore));
    Paging.Wanted wanted = paging.wanted(after, limit, DatasetCatalog.CURSOR_PARTS);
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> catalog.page(session, filter, wanted)));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Read a dataset")
  public Uni<DatasetView> read(UUID id) {
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> catalog.show(session, id)));
  }

  @PATCH
  @Path("/{id}")
  @Operation(summary = "Change description or tags")
  public Uni<DatasetView> change(UUID id, @Nullable ChangeDataset change) {
    if (change == null) {
      throw Rules.invalid("send what is to change as JSON");
    }
    return changes.apply(id, change).chain(() -> read(id));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary =
          "Put a dataset with all of its versions into the trash, or with now delete it for good")
  public Uni<DeleteResult> delete(
      UUID id,
      @QueryParam("force") boolean force,
      @QueryParam("now") boolean now,
      @QueryParam("dryRun") boolean dryRun) {
    return changes.delete(id, new Deletion.How(force, false, now, dryRun), caller.get().name());
  }

  @POST
  @Operation(summary = "Make a dataset before its first version; one that is there stays as it is")
  public Uni<DatasetView> create(@Nullable CreateDataset wish) {
    if (wish == null || wish.project() == null || wish.name() == null) {
      throw Rules.invalid("send project and name as JSON");
    }
    return newOnes.make(wish.project(), wish.name(), caller.get().name()).chain(this::read);
  }

  @POST
  @Path("/{id}/restore")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary =
          "Bring a dataset back from the trash with the versions that went there with it; with"
              + " cascade also what they build on")
  public Uni<RestoreResult> restore(UUID id, @QueryParam("cascade") boolean cascade) {
    return changes.restore(id, cascade, caller.get().name());
  }

  @POST
  @Path("/{id}/move")
  @Operation(
      summary = "Give a dataset another name or project; ids, versions, numbers and tags stay")
  public Uni<DatasetView> move(UUID id, @Nullable MoveDataset where) {
    if (where == null || (where.project() == null && where.name() == null)) {
      throw Rules.invalid("send the new project or name as JSON");
    }
    return moves.move(id, where, caller.get().name()).chain(() -> read(id));
  }

  @POST
  @Path("/{id}/archive")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Hide a dataset and its versions from names and search")
  public Uni<DatasetView> archive(UUID id) {
    return changes.archive(id, true, caller.get().name()).chain(() -> read(id));
  }

  @POST
  @Path("/{id}/unarchive")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Show an archived dataset again")
  public Uni<DatasetView> unarchive(UUID id) {
    return changes.archive(id, false, caller.get().name()).chain(() -> read(id));
  }
}
