package io.lamella.cli.intake;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a rule away. */
@Command(
    name = "rm",
    description = "Take the rule of a dataset away; what has come is still finished.",
    footer = {"", "Example:", "  lamella intake rm vision/live"})
public final class IntakeRemoveCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    DatasetView dataset = new Target(session).dataset(version);
    session.client().intake().remove(dataset.id());
    session
        .output()
        .report(
            Objects.of("project", dataset.project(), "name", dataset.name()),
            dataset.project() + "/" + dataset.name() + " has no intake rule");
    return 0;
  }
}
