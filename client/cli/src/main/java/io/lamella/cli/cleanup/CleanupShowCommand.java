package io.lamella.cli.cleanup;

import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the rule that applies. */
@Command(
    name = "show",
    description = "Show the rule that applies to a dataset, or with --project alone to a project.",
    footer = {"", "Example:", "  lamella cleanup show vision/frames"})
public final class CleanupShowCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    RuleLine.print(session.output(), Scope.of(session, version).rule());
    return 0;
  }
}
