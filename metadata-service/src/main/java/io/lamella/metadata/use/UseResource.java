package io.lamella.metadata.use;

import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.RecordUse;
import io.lamella.contracts.rest.UseView;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.limit.Rules;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which runs used which versions. Who may read may tell what he read. */
@Path("/v1/uses")
@Tag(name = "Uses")
public class UseResource {
  private final Uses uses;
  private final Paging paging;
  private final CurrentCaller caller;

  @Inject
  UseResource(Uses uses, Paging paging, CurrentCaller caller) {
    this.uses = uses;
    this.paging = paging;
    this.caller = caller;
  }

  @POST
  @Operation(summary = "Tell that a run used a version")
  public Uni<Void> record(@Nullable RecordUse use) {
    if (use == null) {
      throw Rules.invalid("send what was used as JSON");
    }
    return uses.record(use, caller.get().name());
  }

  @GET
  @Operation(summary = "What a run used, or which runs used a version, the newest first")
  public Uni<Page<UseView>> list(
      @QueryParam("run") @Nullable String run,
      @QueryParam("version") @Nullable UUID version,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    if (run == null && version == null) {
      throw Rules.invalid("say run or version");
    }
    Paging.Wanted wanted = paging.wanted(after, limit, Uses.CURSOR_PARTS);
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> uses.page(session, run, version, wanted)));
  }
}
