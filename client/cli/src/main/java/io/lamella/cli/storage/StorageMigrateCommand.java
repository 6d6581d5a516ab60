package io.lamella.cli.storage;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.Farewell;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.MigrationView;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings what a dataset has stored to another store. */
@Command(
    name = "migrate",
    description = {
      "Bring what a dataset has stored to another store. It can be read and changed meanwhile.",
      "Datasets of its project whose chunks lie in the same store go with it.",
      "Waits for the end; the server goes on without you, and the same command waits again."
    },
    footer = {
      "",
      "Example:",
      "  lamella storage migrate vision/frames --to lake",
      "  lamella storage migrate vision/frames --to s3://lake/datasets --no-wait"
    })
public final class StorageMigrateCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "STORE",
      description = "Name of the store on the server, or its URI.")
  String to = "";

  @Option(names = "--keep", description = "Leave what lies elsewhere there as well.")
  boolean keep;

  @Option(names = "--no-wait", description = "Print how it stands and do not wait for its end.")
  boolean noWait;

  @Override
  protected int run(Session session) throws IOException {
    DatasetView dataset = new Target(session).dataset(version);
    List<MigrationView> begun = session.client().migrations().begin(dataset.id(), to, keep);
    if (begun.isEmpty()) {
      session
          .output()
          .note("all that " + dataset.project() + "/" + dataset.name() + " has stored lies there");
    }
    for (MigrationView migration : begun) {
      MigrationLines.print(session.output(), noWait ? migration : await(session, migration.id()));
    }
    return 0;
  }

  private static MigrationView await(Session session, UUID id) {
    return Farewell.after(
        session.output(),
        "the server goes on; look at it with: lamella storage migrations",
        progress ->
            session
                .client()
                .migrations()
                .await(id, view -> progress.say(MigrationLines.progress(view))));
  }
}
