package io.lamella.metadata.project;

import io.lamella.contracts.rest.MoveProject;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.ProjectView;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.limit.Rules;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The projects. */
@Path("/v1/projects")
@Tag(name = "Projects")
public class ProjectResource {
  private static final String SELECT =
      "select new io.lamella.contracts.rest.ProjectView(p.id, p.path,"
          + " (select count(*) from Dataset d where d.project = p and d.trashed is null), p.created)"
          + " from Project p where ";
  private static final String PAGE =
      SELECT + "p.path > :after and (:all = true or p.path = :path) order by p.path";
  private static final String ONE = SELECT + "p.id = :id";

  private final ProjectMoves moves;
  private final Paging paging;
  private final Rules rules;
  private final CurrentCaller caller;

  @Inject
  ProjectResource(ProjectMoves moves, Paging paging, Rules rules, CurrentCaller caller) {
    this.moves = moves;
    this.paging = paging;
    this.rules = rules;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "Projects in the order of their paths, or the one of a path")
  public Uni<Page<ProjectView>> list(
      @QueryParam("path") @Nullable String path,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    @Nullable String one = path == null ? null : rules.storable("path", path);
    Paging.Wanted wanted = paging.wanted(after, limit, 1);
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> page(session, one, wanted)));
  }

  @POST
  @Path("/{id}/move")
  @Operation(
      summary =
          "Give a project another path, with all that is beneath it; ids, versions and tags stay")
  public Uni<ProjectView> move(UUID id, @Nullable MoveProject where) {
    if (where == null || where.path() == null) {
      throw Rules.invalid("send the new path as JSON");
    }
    return moves.move(id, where.path(), caller.get().name()).chain(() -> read(id));
  }

  private static Uni<ProjectView> read(UUID id) {
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        session
                            .createQuery(ONE, ProjectView.class)
                            .setParameter("id", id)
                            .getSingleResult()));
  }

  private static Uni<Page<ProjectView>> page(
      Mutiny.Session session, @Nullable String path, Paging.Wanted wanted) {
    return session
        .createQuery(PAGE, ProjectView.class)
        .setParameter("all", path == null)
        .setParameter("path", path == null ? "" : path)
        .setParameter("after", wanted.after() == null ? "" : wanted.after().parts().get(0))
        .setMaxResults(wanted.rows())
        .getResultList()
        .map(rows -> page(wanted, rows));
  }

  private static Page<ProjectView> page(Paging.Wanted wanted, List<ProjectView> rows) {
    return wanted.page(rows.size(), rows, last -> Cursor.of(last.path()));
  }
}
