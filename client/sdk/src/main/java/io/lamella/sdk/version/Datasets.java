package io.lamella.sdk.version;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.rest.CleanupRuleView;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.MoveDataset;
import io.lamella.contracts.rest.RecordsView;
import io.lamella.contracts.rest.RestoreResult;
import io.lamella.contracts.rest.SetCleanupRule;
import io.lamella.contracts.rest.SetRecords;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.GoneMeanwhileException;
import io.lamella.sdk.server.Pages;
import io.lamella.sdk.server.Plane;
import io.lamella.sdk.server.Query;
import java.net.http.HttpResponse.BodyHandlers;
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

  /** Hides the dataset and its versions from names, latest and search; ids still find them. */
  public DatasetView archive(UUID id) {
    return connection.json(Call.post("/v1/datasets/" + id + "/archive"), DatasetView.class);
  }

  /** Shows an archived dataset again; versions that were archived themselves stay so. */
  public DatasetView unarchive(UUID id) {
    return connection.json(Call.post("/v1/datasets/" + id + "/unarchive"), DatasetView.class);
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

  /**
   * The clean-up rule that applies to the dataset: its own, or that of its project or the nearest
   * one above.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code not-found} when none does
   */
  public CleanupRuleView cleanupRule(UUID id) {
    return connection.json(Call.get(cleanupRuleOf(id)), CleanupRuleView.class);
  }

  /** Says which versions of the dataset stay, whatever its project's rule says. */
  public CleanupRuleView setCleanupRule(UUID id, SetCleanupRule rule) {
    return connection.json(
        withJson(Call.of(Plane.CATALOG, "PUT", cleanupRuleOf(id)), rule), CleanupRuleView.class);
  }

  /** Takes the dataset's own clean-up rule away, if there is one. */
  public void removeCleanupRule(UUID id) {
    connection.send(Call.of(Plane.CATALOG, "DELETE", cleanupRuleOf(id)), BodyHandlers.discarding());
  }

  /**
   * Puts into the trash what the clean-up rule that applies does not keep, as the server does on
   * its own once a day. Never what is published, nor what a version that stays builds on.
   *
   * @param dryRun only says what would go
   * @throws io.lamella.contracts.error.LamellaException {@code not-found} when no rule applies
   */
  public DeleteResult cleanUp(UUID id, boolean dryRun) {
    String path = new Query("/v1/datasets/" + id + "/cleanup").flag("dryRun", dryRun).toString();
    return connection.json(Call.post(path), DeleteResult.class);
  }

  /**
   * How the records of a topic are collected into the dataset.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code not-found} when none are
   */
  public RecordsView records(UUID id) {
    return connection.json(Call.get(recordsOf(id)), RecordsView.class);
  }

  /**
   * Has the records of a topic collected into versions of the dataset, each offset into exactly
   * one; of the topic that is collected already it goes on where it is.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code source-missing} when there is no
   *     such topic
   */
  public RecordsView setRecords(UUID id, SetRecords rule) {
    return connection.json(
        withJson(Call.of(Plane.CATALOG, "PUT", recordsOf(id)), rule), RecordsView.class);
  }

  /** Collects no more; what is being loaded comes to its end. */
  public void removeRecords(UUID id) {
    connection.send(Call.of(Plane.CATALOG, "DELETE", recordsOf(id)), BodyHandlers.discarding());
  }

  /**
   * Goes on with the earliest records that are there, where some are gone before they were in a
   * version.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code wrong-state} while a version is made
   */
  public RecordsView skipRecords(UUID id) {
    return connection.json(Call.post(recordsOf(id) + "/skip"), RecordsView.class);
  }

  private static String recordsOf(UUID id) {
    return "/v1/datasets/" + id + "/records";
  }

  private static String cleanupRuleOf(UUID id) {
    return "/v1/datasets/" + id + "/cleanup-rule";
  }
}
