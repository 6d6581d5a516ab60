package io.lamella.sdk.version;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.MoveDataset;
import io.lamella.contracts.rest.RestoreResult;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.GoneMeanwhileException;
import io.lamella.sdk.server.Pages;
import io.lamella.sdk.server.Plane;
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
    return search(new DatasetQuery(project, below, name, partial, tags, false, false, Created.ANY));
  }

  /** Datasets that match, page by page as the stream is read. */
  public Stream<DatasetView> search(DatasetQuery query) {
    return Pages.stream(
        after ->
            connection.page(
                Call.get(query.query().with("after", after).with("limit", PAGE).toString()),
                DatasetView.class));
  }

  /** Datasets of this name that are in the trash as a whole; null: of any project or name. */
  public Stream<DatasetView> inTrash(@Nullable String project, @Nullable String name) {
    return search(
        new DatasetQuery(project, false, name, false, List.of(), false, true, Created.ANY));
  }

  /**
   * Gives the dataset another name in its project, in one transaction: its id, versions, numbers
   * and tags stay.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code name-taken} when another one has it
   */
  public DatasetView rename(UUID id, String name) {
    return move(id, new MoveDataset(null, name));
  }

  /**
   * Moves the dataset into another project, made where it is missing, in one transaction: its id,
   * name, versions, numbers and tags stay.
   *
   * @param project path of the project, {@code vision/raw}
   * @throws io.lamella.contracts.error.LamellaException {@code name-taken} when another dataset of
   *     its name is there
   */
  public DatasetView move(UUID id, String project) {
    return move(id, new MoveDataset(project, null));
  }

  private DatasetView move(UUID id, MoveDataset where) {
    return connection.json(
        withJson(Call.post("/v1/datasets/" + id + "/move"), where), DatasetView.class);
  }

  /**
   * Deletes the dataset with all of its versions: they go into the trash and can be restored until
   * the end of their term, or they go for good at once. When the answer is lost and it is gone
   * then, that is what was asked for, though nobody can say any more which versions went.
   */
  public DeleteResult delete(UUID id, DeleteWish wish) {
    Call call = Call.of(Plane.CATALOG, "DELETE", wish.on("/v1/datasets/" + id));
    try {
      return connection.json(call, DeleteResult.class);
    } catch (GoneMeanwhileException e) {
      if (wish.dryRun()) {
        throw e;
      }
      return new DeleteResult(List.of(), null, null);
    }
  }

  /**
   * Brings the dataset back from the trash with the versions that went there with it; one that is
   * in use stays as it is.
   *
   * @param cascade with all that they are built on elsewhere and that is in the trash
   * @throws io.lamella.contracts.error.LamellaException {@code wrong-state} naming what has to be
   *     restored before it
   */
  public RestoreResult restore(UUID id, boolean cascade) {
    String path = new Query("/v1/datasets/" + id + "/restore").flag("cascade", cascade).toString();
    return connection.json(Call.post(path).once(), RestoreResult.class);
  }
}
