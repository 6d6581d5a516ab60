package io.lamella.metadata.version;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.ChangeVersion;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.FailVersion;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.RestoreResult;
import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.caller.Caller;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.operation.Operations;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** One version: making it, reading it, and what happens to it. */
@Path("/v1/versions")
@Tag(name = "Versions")
public class VersionResource {
  private static final int KEY_LENGTH = 255;
  private static final List<String> CAUSES =
      List.of(ErrorCode.IMPORT_DAMAGED.code(), ErrorCode.FAILED_AT_SOURCE.code());

  private final Creation creation;
  private final Transitions transitions;
  private final Amendments amendments;
  private final Deletion deletion;
  private final Restoration restoration;
  private final Catalog catalog;
  private final Operations operations;
  private final CurrentCaller caller;
  private final Rules rules;

  @Inject
  VersionResource(
      Creation creation,
      Transitions transitions,
      Amendments amendments,
      Deletion deletion,
      Restoration restoration,
      Catalog catalog,
      Operations operations,
      CurrentCaller caller,
      Rules rules) {
    this.creation = creation;
    this.transitions = transitions;
    this.amendments = amendments;
    this.deletion = deletion;
    this.restoration = restoration;
    this.catalog = catalog;
    this.operations = operations;
    this.caller = caller;
    this.rules = rules;
  }

  @POST
  @Operation(summary = "Make a version; missing projects and datasets are made")
  public Uni<RestResponse<VersionView>> create(
      @Nullable CreateVersion request, @HeaderParam("Idempotency-Key") @Nullable String key) {
    Caller who = caller.get();
    if (request == null) {
      throw Rules.invalid("send the version to make as JSON");
    }
    if (key != null) {
      rules.within("an Idempotency-Key", key.length(), KEY_LENGTH, "characters");
    }
    return creation
        .create(request, key, who.name())
        .chain(id -> show(id, who))
        .map(
            view ->
                ResponseBuilder.ok(view)
                    .status(Status.CREATED)
                    .location(URI.create("/v1/versions/" + view.id()))
                    .build());
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Read a version, in any state, with a ticket")
  public Uni<VersionView> read(UUID id) {
    return show(id, caller.get());
  }

  @PATCH
  @Path("/{id}")
  @Operation(
      summary =
          "Change description, message, tags or metadata; moveTags takes tags from all other"
              + " versions of the dataset at the same moment")
  public Uni<VersionView> change(UUID id, @Nullable ChangeVersion change) {
    Caller who = caller.get();
    if (change == null) {
      throw Rules.invalid("send what is to change as JSON");
    }
    return amendments.apply(id, change, who.name()).chain(() -> show(id, who));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary =
          "Put a version into the trash, or with now delete it for good; with cascade also all that"
              + " was built on it")
  public Uni<DeleteResult> delete(
      UUID id,
      @QueryParam("force") @DefaultValue("false") boolean force,
      @QueryParam("cascade") @DefaultValue("false") boolean cascade,
      @QueryParam("now") @DefaultValue("false") boolean now,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
    return deletion.version(id, new Deletion.How(force, cascade, now, dryRun), caller.get().name());
  }

  @POST
  @Path("/{id}/restore")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary =
          "Bring a version back from the trash as it was; with cascade also what it builds on and"
              + " what was deleted along with it")
  public Uni<RestoreResult> restore(
      UUID id, @QueryParam("cascade") @DefaultValue("false") boolean cascade) {
    return restoration.version(id, cascade, caller.get().name());
  }

  @POST
  @Path("/{id}/finalize")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Seal the draft; the answer is the operation to watch")
  public Uni<RestResponse<OperationView>> finalizeVersion(UUID id) {
    return transitions
        .move(id, Move.FINALIZE, caller.get().name())
        .chain(() -> operations.latest(id))
        .map(
            operation ->
                ResponseBuilder.ok(operation)
                    .status(operation.ended() == null ? Status.ACCEPTED : Status.OK)
                    .location(URI.create("/v1/operations/" + operation.id()))
                    .build());
  }

  @POST
  @Path("/{id}/publish")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Release a final version for use")
  public Uni<VersionView> publish(UUID id) {
    return move(id, Move.PUBLISH);
  }

  @POST
  @Path("/{id}/abort")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Give a draft up, also while it is being sealed")
  public Uni<VersionView> abort(UUID id) {
    return move(id, Move.ABORT);
  }

  @POST
  @Path("/{id}/fail")
  @Operation(summary = "End an open draft as failed, with a cause, when it cannot be filled whole")
  public Uni<VersionView> fail(UUID id, @Nullable FailVersion request) {
    Caller who = caller.get();
    return transitions.fail(id, cause(request), who.name()).chain(() -> show(id, who));
  }

  /** What a writer may give as the cause: the services find out the others. */
  private Failure cause(@Nullable FailVersion request) {
    String code = request == null ? null : request.code();
    if (request == null || code == null || !CAUSES.contains(code)) {
      throw Rules.invalid("the code is one of " + String.join(", ", CAUSES) + ", not " + code);
    }
    return new Failure(code, rules.text("the detail", request.detail()));
  }

  @POST
  @Path("/{id}/resume")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Open a failed or aborted version again")
  public Uni<VersionView> resume(UUID id) {
    return move(id, Move.RESUME);
  }

  @POST
  @Path("/{id}/archive")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Hide a version from names, latest and search")
  public Uni<VersionView> archive(UUID id) {
    return archive(id, true);
  }

  @POST
  @Path("/{id}/unarchive")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Show an archived version again")
  public Uni<VersionView> unarchive(UUID id) {
    return archive(id, false);
  }

  private Uni<VersionView> move(UUID id, Move move) {
    Caller who = caller.get();
    return transitions.move(id, move, who.name()).chain(() -> show(id, who));
  }

  private Uni<VersionView> archive(UUID id, boolean archived) {
    Caller who = caller.get();
    return transitions.archive(id, archived, who.name()).chain(() -> show(id, who));
  }

  private Uni<VersionView> show(UUID id, Caller who) {
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> catalog.show(session, id, who)));
  }
}
