package io.lamella.cli.records;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the collecting. */
@Command(
    name = "rm",
    description = "Collect no more; a version that is being made comes to its end.",
    footer = {"", "Example:", "  lamella records rm vision/frames"})
public final class RecordsRemoveCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    DatasetView dataset = new Target(session).dataset(version);
    session.client().datasets().removeRecords(dataset.id());
    session
        .output()
        .report(
            Objects.of("project", dataset.project(), "name", dataset.name()),
            dataset.project() + "/" + dataset.name() + " collects no topic");
    return 0;
  }
}
