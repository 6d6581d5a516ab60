package io.lamella.metadata.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IntakeRule;
import io.lamella.contracts.rest.IntakeView;
import io.lamella.kit.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The intake of a dataset. */
@Path("/v1/datasets/{id}/intake")
@Tag(name = "Intake")
public class IntakeResource {
  private final IntakeRules rules;
  private final RuleReader reader;
  private final IntakeSteps steps;
  private final CurrentCaller caller;

  @Inject
  IntakeResource(IntakeRules rules, RuleReader reader, IntakeSteps steps, CurrentCaller caller) {
    this.rules = rules;
    this.reader = reader;
    this.steps = steps;
    this.caller = caller;
  }

  @PUT
  @Operation(summary = "Say which events bring files into the dataset, and when a version is full")
  public Uni<IntakeView> set(
      UUID id,
      @RequestBody(content = @Content(schema = @Schema(implementation = IntakeRule.class)))
          @Nullable JsonNode rule) {
    return rules.set(id, reader.read(rule), caller.get().name());
  }

  /**
   * @throws LamellaException {@code not-found} when it has none
   */
  @GET
  @Operation(summary = "The dataset's intake rule, the version that is open, and those before it")
  public Uni<IntakeView> show(UUID id) {
    return rules.show(id);
  }

  @DELETE
  @Operation(summary = "Take the intake rule away; the open version is closed and finished")
  public Uni<Void> remove(UUID id) {
    return rules.remove(id).invoke(() -> steps.soon(id));
  }

  @POST
  @Path("/close")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Close the open version now")
  public Uni<IntakeView> close(UUID id) {
    return rules.close(id).invoke(() -> steps.soon(id)).chain(() -> rules.show(id));
  }
}
