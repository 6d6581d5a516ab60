package io.lamella.sdk.version;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.MoveProject;
import io.lamella.contracts.rest.ProjectView;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Query;
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
}
