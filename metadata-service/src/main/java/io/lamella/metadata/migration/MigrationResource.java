package io.lamella.metadata.migration;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.MigrationView;
import io.lamella.contracts.rest.Page;
import io.lamella.metadata.limit.Paging;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Stored bytes that are brought from one store to another. */
@Path("/v1/storage-migrations")
@Tag(name = "Storage")
public class MigrationResource {
  private final Migrations migrations;
  private final Paging paging;

  @Inject
  MigrationResource(Migrations migrations, Paging paging) {
    this.migrations = migrations;
    this.paging = paging;
  }

  @GET
  @Operation(summary = "Migrations, the newest first")
  public Uni<Page<MigrationView>> list(
      @QueryParam("dataset") @Nullable UUID dataset,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    return migrations.page(dataset, paging.wanted(after, limit, Migrations.CURSOR_PARTS));
  }

  /**
   * @throws LamellaException {@code not-found}
   */
  @GET
  @Path("/{id}")
  @Operation(summary = "How far one has come")
  public Uni<MigrationView> read(UUID id) {
    return migrations.view(id);
  }
}
