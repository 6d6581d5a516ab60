package io.lamella.metadata.cleanup;

import io.lamella.contracts.rest.CleanupRuleView;
import io.lamella.contracts.rest.SetCleanupRule;
import io.lamella.kit.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The clean-up rule of a project, for its datasets and those of projects beneath. */
@Path("/v1/projects/{id}/cleanup-rule")
@Tag(name = "Projects")
public class ProjectCleanupResource {
  private final CleanupRules rules;
  private final CurrentCaller caller;

  @Inject
  ProjectCleanupResource(CleanupRules rules, CurrentCaller caller) {
    this.rules = rules;
    this.caller = caller;
  }

  @PUT
  @Operation(summary = "Say which versions of datasets in the project and beneath stay")
  public Uni<CleanupRuleView> set(UUID id, @Nullable SetCleanupRule rule) {
    return rules.set(CleanupRules.Scope.PROJECT, id, rule, caller.get().name());
  }

  @GET
  @Operation(
      summary = "The clean-up rule that applies: the project's, or that of the nearest above")
  public Uni<CleanupRuleView> show(UUID id) {
    return rules.show(CleanupRules.Scope.PROJECT, id);
  }

  @DELETE
  @Operation(summary = "Take the project's own clean-up rule away")
  public Uni<Void> remove(UUID id) {
    return rules.remove(CleanupRules.Scope.PROJECT, id);
  }
}
