package io.lamella.metadata.search;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.limit.Paging;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The search for versions. */
@Path("/v1/versions")
@Tag(name = "Versions")
public class SearchResource {
  private final VersionSearch search;
  private final Parameters parameters;
  private final Paging paging;

  @Inject
  SearchResource(VersionSearch search, Parameters parameters, Paging paging) {
    this.search = search;
    this.parameters = parameters;
    this.paging = paging;
  }

  /** The query parameters of a search, as they come. */
  public static class Query {
    @QueryParam("ids")
    public @Nullable List<String> ids;

    @QueryParam("project")
    public @Nullable String project;

    @QueryParam("below")
    public boolean below;

    @QueryParam("name")
    public @Nullable String name;

    @QueryParam("partial")
    public boolean partial;

    @QueryParam("tags")
    public @Nullable List<String> tags;

    @QueryParam("number")
    public @Nullable String number;

    @QueryParam("states")
    public @Nullable List<String> states;

    @QueryParam("published")
    public boolean published;

    @QueryParam("unfinished")
    public boolean unfinished;

    @QueryParam("includeArchived")
    public boolean includeArchived;

    @QueryParam("trash")
    public boolean trash;

    @QueryParam("createdBy")
    public @Nullable String createdBy;

    @QueryParam("createdAfter")
    public @Nullable String createdAfter;

    @QueryParam("createdBefore")
    public @Nullable String createdBefore;

    @QueryParam("metadata")
    public @Nullable List<String> metadata;

    /** The filter that these say. */
    public VersionFilter filter(Parameters parameters) {
      return new VersionFilter(
          parameters.ids(ids),
          parameters.text("project", project),
          below,
          parameters.text("name", name),
          partial,
          parameters.text("number", number),
          parameters.list("tags", tags),
          published ? List.of(VersionState.PUBLISHED) : parameters.states(states),
          unfinished,
          includeArchived,
          trash,
          parameters.created(createdBy, createdAfter, createdBefore),
          parameters.metadata(metadata));
    }
  }

  @GET
  @Operation(
      summary =
          "Versions that match, the newest first: finished ones unless others are asked for, or with"
              + " trash those in the trash")
  public Uni<Page<VersionView>> search(
      @BeanParam Query query,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    VersionFilter filter = query.filter(parameters);
    Paging.Wanted wanted = paging.wanted(after, limit, VersionSearch.CURSOR_PARTS);
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> search.page(session, filter, wanted)));
  }
}
