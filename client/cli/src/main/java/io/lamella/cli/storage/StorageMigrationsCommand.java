package io.lamella.cli.storage;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what is brought from one store to another. */
@Command(
    name = "migrations",
    description = "List what is, or was, brought to another store, the newest first.",
    footer = {
      "",
      "Example:",
      "  lamella storage migrations",
      "  lamella storage migrations vision/frames"
    })
public final class StorageMigrationsCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    @Nullable UUID dataset = version.isGiven() ? new Target(session).dataset(version).id() : null;
    session
        .client()
        .migrations()
        .list(dataset)
        .forEach(migration -> MigrationLines.print(session.output(), migration));
    return 0;
  }
}
