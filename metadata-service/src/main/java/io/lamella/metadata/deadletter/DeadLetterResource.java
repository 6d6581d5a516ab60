package io.lamella.metadata.deadletter;

import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.DeadLetterView;
import io.lamella.contracts.rest.Page;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.kit.caller.Role;
import io.lamella.metadata.limit.Rules;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Dead letters, for administrators: a record may say where bytes lie. */
@Path("/v1/dead-letters")
@Tag(name = "Dead letters")
public class DeadLetterResource {
  private final DeadLetters letters;
  private final CurrentCaller caller;

  @Inject
  DeadLetterResource(DeadLetters letters, CurrentCaller caller) {
    this.letters = letters;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "Records that consumers could not take, the newest first")
  public Uni<Page<DeadLetterView>> list(@QueryParam("topic") @Nullable String topic) {
    caller.get().require(Role.ADMIN);
    if (topic != null && !Topic.ALL.contains(topic)) {
      throw Rules.invalid("topic is one of " + String.join(", ", Topic.ALL) + ", not " + topic);
    }
    return letters.list(topic).map(found -> new Page<>(found, null));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "A record that a consumer could not take, with its value")
  public Uni<DeadLetterView> read(String id) {
    caller.get().require(Role.ADMIN);
    return letters.get(LetterId.parse(id));
  }

  @POST
  @Path("/{id}/replay")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Send a record again to the topic that it was meant for")
  public Uni<DeadLetterView> replay(String id) {
    caller.get().require(Role.ADMIN);
    return letters.replay(LetterId.parse(id), caller.get().name());
  }

  @POST
  @Path("/{id}/drop")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Put a record out of sight for good")
  public Uni<DeadLetterView> drop(String id) {
    caller.get().require(Role.ADMIN);
    return letters.drop(LetterId.parse(id), caller.get().name());
  }
}
