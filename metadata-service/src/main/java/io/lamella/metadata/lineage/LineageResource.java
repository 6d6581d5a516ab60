package io.lamella.metadata.lineage;

import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.lineage.Lineage.Direction;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a version was built on, and what was built on it. */
@Path("/v1/versions/{id}")
@Tag(name = "Lineage")
public class LineageResource {
  private static final int ALL = Integer.MAX_VALUE;

  private final Lineage lineage;

  @Inject
  LineageResource(Lineage lineage) {
    this.lineage = lineage;
  }

  @GET
  @Path("/lineage")
  @Operation(summary = "Ancestors or descendants, nearest first, each once")
  public Uni<List<VersionView>> lineage(
      UUID id,
      @QueryParam("direction") @DefaultValue("up") String direction,
      @QueryParam("depth") @Nullable String depth) {
    return walk(id, direction(direction), depth(depth));
  }

  @GET
  @Path("/children")
  @Operation(summary = "Versions that have this one as a parent")
  public Uni<List<VersionView>> children(UUID id) {
    return walk(id, Direction.DOWN, 1);
  }

  private Uni<List<VersionView>> walk(UUID id, Direction direction, int depth) {
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> lineage.walk(session, id, direction, depth)));
  }

  private static Direction direction(String word) {
    return switch (word) {
      case "up" -> Direction.UP;
      case "down" -> Direction.DOWN;
      default -> throw Rules.invalid("direction is up or down, not " + word);
    };
  }

  private static int depth(@Nullable String depth) {
    if (depth == null) {
      return ALL;
    }
    if (!depth.matches("[1-9][0-9]{0,8}")) {
      throw Rules.invalid("depth is a number of steps, from 1, not " + depth);
    }
    return Integer.parseInt(depth);
  }
}
