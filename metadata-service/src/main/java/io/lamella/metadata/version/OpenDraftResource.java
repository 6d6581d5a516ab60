package io.lamella.metadata.version;

import io.lamella.contracts.rest.OpenDraft;
import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Rules;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The draft of a dataset, for those who know no version. */
@Path("/v1/open-drafts")
@Tag(name = "Versions")
public class OpenDraftResource {
  private final OpenDrafts drafts;
  private final CurrentCaller caller;

  @Inject
  OpenDraftResource(OpenDrafts drafts, CurrentCaller caller) {
    this.drafts = drafts;
    this.caller = caller;
  }

  @POST
  @Operation(
      summary =
          "The newest open draft of a dataset with a ticket, made on top of its newest finished"
              + " version where it has none; missing projects and datasets are made")
  public Uni<VersionView> open(@Nullable OpenDraft wish) {
    if (wish == null || wish.project() == null || wish.dataset() == null) {
      throw Rules.invalid("send project and dataset as JSON");
    }
    return drafts.open(wish.project(), wish.dataset(), caller.get());
  }
}
