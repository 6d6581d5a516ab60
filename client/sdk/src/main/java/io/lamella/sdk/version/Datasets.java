package io.lamella.sdk.version;

import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.GoneMeanwhileException;
import io.lamella.sdk.server.Plane;
import io.lamella.sdk.server.Pages;
import io.lamella.sdk.server.Query;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Datasets and the projects that they are in. */
public final class Datasets {
  private static final int PAGE = 200;
  private final Connection connection;

  public Datasets(Connection connection) {
    this.connection = connection;
  }

  /**
   * Datasets, page by page as the stream is read.
   *
   * @param project path of a project; null: all
   * @param below projects beneath it too
   * @param name name; null: all
   * @param partial the name may be a part of the dataset's
   * @param tags all of these
   */
  public Stream<DatasetView> search(
      @Nullable String project,
      boolean below,
      @Nullable String name,
      boolean partial,
      List<String> tags) {
    return Pages.stream(
        after ->
            connection.page(
                Call.get(
                    new Query("/v1/datasets")
                        .with("project", project)
                        .flag("below", below && project != null)
                        .with("name", name)
                        .flag("partial", partial && name != null)
                        .withAll("tags", tags)
                        .with("after", after)
                        .with("limit", PAGE)
                        .toString()),
                DatasetView.class));
  }

  /**
   * Deletes the dataset with all of its versions. When the answer is lost and it is gone then, that
   * is what was asked for, though nobody can say any more which versions went.
   */
  public DeleteResult delete(UUID id, boolean force, boolean dryRun) {
    String path =
        new Query("/v1/datasets/" + id).flag("force", force).flag("dryRun", dryRun).toString();
    try {
      return connection.json(Call.of(Plane.CATALOG, "DELETE", path), DeleteResult.class);
    } catch (GoneMeanwhileException e) {
      if (dryRun) {
        throw e;
      }
      return new DeleteResult(List.of(), null);
    }
  }
}
