package io.lamella.sdk.version;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CleanupRuleView;
import io.lamella.contracts.rest.MoveProject;
import io.lamella.contracts.rest.ProjectView;
import io.lamella.contracts.rest.SetCleanupRule;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Plane;
import io.lamella.sdk.server.Query;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** Projects, known by their paths. */
public final class Projects {
  private final Connection connection;

  public Projects(Connection connection) {
    this.connection = connection;
  }

  /**
   * The project of a path.
   *
   * @throws LamellaException {@code not-found}
   */
  public ProjectView find(String path) {
    Call call = Call.get(new Query("/v1/projects").with("path", path).toString());
    return connection.page(call, ProjectView.class).items().stream()
        .findFirst()
        .orElseThrow(
            () -> new LamellaException(ErrorCode.NOT_FOUND, "there is no project " + path));
  }

  /**
   * Gives a project another path, and with it all that is beneath it, in one transaction: ids of
   * projects and datasets, versions, numbers and tags stay.
   *
   * @param path its new path; what is above it is made where it is missing
   * @throws LamellaException {@code name-taken} when another project has that path, {@code
   *     invalid-request} when that is beneath the project itself
   */
  public ProjectView move(UUID id, String path) {
    return connection.json(
        withJson(Call.post("/v1/projects/" + id + "/move"), new MoveProject(path)),
        ProjectView.class);
  }

  /**
   * The clean-up rule that applies to the project: its own, or that of the nearest one above.
   *
   * @throws LamellaException {@code not-found} when none does
   */
  public CleanupRuleView cleanupRule(UUID id) {
    return connection.json(Call.get(cleanupRuleOf(id)), CleanupRuleView.class);
  }

  /** Says which versions of datasets in the project and beneath stay, where no nearer rule does. */
  public CleanupRuleView setCleanupRule(UUID id, SetCleanupRule rule) {
    return connection.json(
        withJson(Call.of(Plane.CATALOG, "PUT", cleanupRuleOf(id)), rule), CleanupRuleView.class);
  }

  /** Takes the project's own clean-up rule away, if there is one. */
  public void removeCleanupRule(UUID id) {
    connection.send(Call.of(Plane.CATALOG, "DELETE", cleanupRuleOf(id)), BodyHandlers.discarding());
  }

  private static String cleanupRuleOf(UUID id) {
    return "/v1/projects/" + id + "/cleanup-rule";
  }
}
