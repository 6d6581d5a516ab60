package io.lamella.metadata.migration;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.MigrateStorage;
import io.lamella.contracts.rest.MigrationView;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.kit.caller.Role;
import io.lamella.metadata.limit.Rules;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a dataset has stored, on its way to another store. */
@Path("/v1/datasets/{id}/storage-migrations")
@Tag(name = "Storage")
public class DatasetMigrationResource {
  private final Migrations migrations;
  private final CurrentCaller caller;

  @Inject
  DatasetMigrationResource(Migrations migrations, CurrentCaller caller) {
    this.migrations = migrations;
    this.caller = caller;
  }

  /**
   * @throws LamellaException {@code conflict} while they are brought to another one
   */
  @POST
  @Operation(
      summary =
          "Bring what a dataset has stored, and what shares chunks with it, to another store; for"
              + " administrators. Asked again, it answers the same")
  public Uni<List<MigrationView>> migrate(UUID id, @Nullable MigrateStorage wish) {
    caller.get().require(Role.ADMIN);
    if (wish == null || wish.to() == null) {
      throw Rules.invalid("send {\"to\": the store's name or URI} as JSON");
    }
    return migrations.begin(id, wish.to(), wish.keep(), caller.get().name());
  }
}
