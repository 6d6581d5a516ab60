package io.lamella.metadata.cleanup;

import io.lamella.contracts.rest.CleanupRuleView;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.SetCleanupRule;
import io.lamella.kit.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The clean-up of a dataset. */
@Path("/v1/datasets/{id}")
@Tag(name = "Datasets")
public class DatasetCleanupResource {
  private final CleanupRules rules;
  private final Cleanup cleanup;
  private final CurrentCaller caller;

  @Inject
  DatasetCleanupResource(CleanupRules rules, Cleanup cleanup, CurrentCaller caller) {
    this.rules = rules;
    this.cleanup = cleanup;
    this.caller = caller;
  }

  @PUT
  @Path("/cleanup-rule")
  @Operation(summary = "Say which versions of the dataset stay; it wins over its project's rule")
  public Uni<CleanupRuleView> set(UUID id, @Nullable SetCleanupRule rule) {
    return rules.set(CleanupRules.Scope.DATASET, id, rule, caller.get().name());
  }

  @GET
  @Path("/cleanup-rule")
  @Operation(
      summary = "The clean-up rule that applies: the dataset's, or that of the nearest project")
  public Uni<CleanupRuleView> show(UUID id) {
    return rules.show(CleanupRules.Scope.DATASET, id);
  }

  @DELETE
  @Path("/cleanup-rule")
  @Operation(summary = "Take the dataset's own clean-up rule away")
  public Uni<Void> remove(UUID id) {
    return rules.remove(CleanupRules.Scope.DATASET, id);
  }

  @POST
  @Path("/cleanup")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary =
          "Put into the trash what the clean-up rule that applies does not keep, or with dryRun"
              + " only say what")
  public Uni<DeleteResult> run(UUID id, @QueryParam("dryRun") boolean dryRun) {
    return cleanup.run(id, dryRun, caller.get().name());
  }
}
