package io.lamella.sdk.version;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.AmendmentView;
import io.lamella.contracts.rest.ChangeVersion;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.FailVersion;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.RestoreResult;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.GoneMeanwhileException;
import io.lamella.sdk.server.Pages;
import io.lamella.sdk.server.Plane;
import io.lamella.sdk.server.Query;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Versions: make, find, change, and move them from state to state. */
public final class Versions {
  private static final int PAGE = 200;
  private final Connection connection;

  public Versions(Connection connection) {
    this.connection = connection;
  }

  public VersionView create(CreateVersion wish) {
    return connection.json(withJson(Call.post("/v1/versions").once(), wish), VersionView.class);
  }

  /** The version of this id, with a ticket. */
  public VersionView get(UUID id) {
    return connection.json(Call.get("/v1/versions/" + id), VersionView.class);
  }

  /**
   * The version that a reference names, with a ticket.
   *
   * @param unfinished versions that are not Final may be named too
   */
  public VersionView resolve(String reference, boolean unfinished) {
    String path =
        new Query("/v1/resolve").with("ref", reference).flag("unfinished", unfinished).toString();
    return connection.json(Call.get(path), VersionView.class);
  }

  /**
   * The highest version that matches, with a ticket.
   *
   * @throws io.lamella.contracts.error.LamellaException also when several datasets have one
   */
  public VersionView resolve(VersionQuery query) {
    return connection.json(Call.get(query.on("/v1/resolve").toString()), VersionView.class);
  }

  /** What matches, page by page as the stream is read. */
  public Stream<VersionView> search(VersionQuery query) {
    return Pages.stream(
        after ->
            connection.page(
                Call.get(
                    query.on("/v1/versions").with("after", after).with("limit", PAGE).toString()),
                VersionView.class));
  }

  public VersionView change(UUID id, ChangeVersion change) {
    return connection.json(
        withJson(Call.of(Plane.CATALOG, "PATCH", "/v1/versions/" + id), change), VersionView.class);
  }

  /**
   * Puts a tag on the version and takes it from all other versions of its dataset, those in the
   * trash too, in one transaction: whoever asks for {@code @TAG} finds the one it was on or this
   * one, and never none.
   */
  public VersionView moveTag(UUID id, String tag) {
    return change(id, ChangeVersion.tags(List.of(), List.of(), List.of(tag)));
  }

  /**
   * Who changed description, message, tags or metadata of the version, and from what to what, the
   * newest first, page by page as the stream is read.
   */
  public Stream<AmendmentView> amendments(UUID id) {
    return Pages.stream(
        after ->
            connection.page(
                Call.get(
                    new Query("/v1/versions/" + id + "/amendments")
                        .with("after", after)
                        .with("limit", PAGE)
                        .toString()),
                AmendmentView.class));
  }

  /** Asks for the draft to be sealed; watch the operation. */
  public OperationView finalizeVersion(UUID id) {
    return connection.json(act(id, "finalize"), OperationView.class);
  }

  public OperationView operation(String id) {
    return connection.json(Call.get("/v1/operations/" + id), OperationView.class);
  }

  public VersionView publish(UUID id) {
    return connection.json(act(id, "publish"), VersionView.class);
  }

  public VersionView abort(UUID id) {
    return connection.json(act(id, "abort"), VersionView.class);
  }

  /**
   * Ends an open draft as failed, when it cannot be filled whole.
   *
   * @param cause {@code import-damaged} or {@code failed-at-source}
   */
  public VersionView fail(UUID id, ErrorCode cause, String detail) {
    return connection.json(
        withJson(
            Call.post("/v1/versions/" + id + "/fail").once(),
            new FailVersion(cause.code(), detail)),
        VersionView.class);
  }

  public VersionView resume(UUID id) {
    return connection.json(act(id, "resume"), VersionView.class);
  }

  public VersionView archive(UUID id) {
    return connection.json(act(id, "archive"), VersionView.class);
  }

  public VersionView unarchive(UUID id) {
    return connection.json(act(id, "unarchive"), VersionView.class);
  }

  /**
   * Deletes the version: it goes into the trash and can be restored until the end of its term, or
   * it goes for good at once. Whole lines go or none. When the answer is lost and it is gone then,
   * that is what was asked for.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code has-children} when versions are
   *     built on it and {@code cascade} is not said, {@code wrong-state} when one is published and
   *     {@code force} is not said
   */
  public DeleteResult delete(UUID id, DeleteWish wish) {
    Call call = Call.of(Plane.CATALOG, "DELETE", wish.on("/v1/versions/" + id));
    try {
      return connection.json(call, DeleteResult.class);
    } catch (GoneMeanwhileException e) {
      if (wish.dryRun()) {
        throw e;
      }
      return new DeleteResult(List.of(id), null, null);
    }
  }

  /**
   * Brings the version back from the trash with its number, tags, children and all else as it was;
   * a draft comes back as one that was given up, and {@link #resume} opens it. One that is in use
   * stays as it is.
   *
   * @param cascade with all that it is built on and that is in the trash, and with what is built on
   *     it and went into the trash by the same deletion
   * @throws io.lamella.contracts.error.LamellaException {@code wrong-state} naming what has to be
   *     restored before it
   */
  public RestoreResult restore(UUID id, boolean cascade) {
    String path = new Query("/v1/versions/" + id + "/restore").flag("cascade", cascade).toString();
    return connection.json(Call.post(path).once(), RestoreResult.class);
  }

  /** What it is built on ({@code up}) or what is built on it ({@code down}), nearest first. */
  public List<VersionView> lineage(UUID id, String direction, int depth) {
    String path =
        new Query("/v1/versions/" + id + "/lineage")
            .with("direction", direction)
            .with("depth", depth)
            .toString();
    return connection.list(Call.get(path), VersionView.class);
  }

  /** A ticket of the version in {@code view} that is renewed as needed. */
  public HeldTicket hold(VersionView view) {
    return new HeldTicket(view, () -> get(view.id()));
  }

  private static Call act(UUID id, String verb) {
    return Call.post("/v1/versions/" + id + "/" + verb).once();
  }
}
