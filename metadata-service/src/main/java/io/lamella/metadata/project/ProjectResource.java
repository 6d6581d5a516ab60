package io.lamella.metadata.project;

import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.ProjectView;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The projects. */
@Path("/v1/projects")
@Tag(name = "Projects")
public class ProjectResource {
  private static final String PAGE =
      "select new io.lamella.contracts.rest.ProjectView(p.id, p.path,"
          + " (select count(*) from Dataset d where d.project = p and d.trashed is null), p.created)"
          + " from Project p where p.path > :after order by p.path";

  private final Paging paging;

  @Inject
  ProjectResource(Paging paging) {
    this.paging = paging;
  }

  @GET
  @Operation(summary = "Projects in the order of their paths")
  public Uni<Page<ProjectView>> list(
      @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
    Paging.Wanted wanted = paging.wanted(after, limit, 1);
    return Panache.withSession(() -> Panache.getSession().chain(session -> page(session, wanted)));
  }

  private static Uni<Page<ProjectView>> page(Mutiny.Session session, Paging.Wanted wanted) {
    return session
        .createQuery(PAGE, ProjectView.class)
        .setParameter("after", wanted.after() == null ? "" : wanted.after().parts().get(0))
        .setMaxResults(wanted.rows())
        .getResultList()
        .map(rows -> page(wanted, rows));
  }

  private static Page<ProjectView> page(Paging.Wanted wanted, List<ProjectView> rows) {
    return wanted.page(rows.size(), rows, last -> Cursor.of(last.path()));
  }
}
