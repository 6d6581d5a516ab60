package io.lamella.cli.intake;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a rule and what came by it. */
@Command(
    name = "show",
    description = "Show the rule of a dataset, the version that is open, and those before it.",
    footer = {"", "Example:", "  lamella intake show vision/live"})
public final class IntakeShowCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    IntakeLines.print(
        session.output(), session.client().intake().get(new Target(session).dataset(version).id()));
    return 0;
  }
}
