package io.lamella.sdk.ingest;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateDataset;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.IntakeRule;
import io.lamella.contracts.rest.IntakeView;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Plane;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/**
 * Datasets into which events bring files by themselves: version after version, each with the one
 * before as its parent.
 */
public final class Intake {
  private final Connection connection;

  public Intake(Connection connection) {
    this.connection = connection;
  }

  /** The dataset of this name, made where it is missing, without a version. */
  public DatasetView dataset(String project, String name) {
    return connection.json(
        withJson(Call.post("/v1/datasets"), new CreateDataset(project, name)), DatasetView.class);
  }

  /**
   * Sets the dataset's rule, in the place of the one before; it holds for what comes from then on.
   *
   * @throws LamellaException {@code invalid-request} when it is not valid
   */
  public IntakeView set(UUID dataset, IntakeRule rule) {
    return connection.json(
        withJson(Call.of(Plane.CATALOG, "PUT", of(dataset)), rule), IntakeView.class);
  }

  /**
   * The dataset's rule, the version that is open, and those before it.
   *
   * @throws LamellaException {@code not-found} when it has no rule
   */
  public IntakeView get(UUID dataset) {
    return connection.json(Call.get(of(dataset)), IntakeView.class);
  }

  /**
   * Closes the open version now; what comes later goes into the next one.
   *
   * @throws LamellaException {@code not-found} when it has no rule
   */
  public IntakeView close(UUID dataset) {
    return connection.json(Call.post(of(dataset) + "/close"), IntakeView.class);
  }

  /** Takes the rule away, if there is one; what has come is still finished. */
  public void remove(UUID dataset) {
    connection.send(Call.of(Plane.CATALOG, "DELETE", of(dataset)), BodyHandlers.discarding());
  }

  private static String of(UUID dataset) {
    return "/v1/datasets/" + dataset + "/intake";
  }
}
