package io.lamella.cli.cleanup;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a rule away. */
@Command(
    name = "remove",
    description = "Take away the own rule of a dataset, or with --project alone of a project.",
    footer = {"", "Example:", "  lamella cleanup remove vision/frames"})
public final class CleanupRemoveCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    Scope scope = Scope.of(session, version);
    scope.remove();
    session
        .output()
        .report(
            Objects.of("project", scope.project(), "name", scope.name()),
            scope.display() + " has no clean-up rule of its own");
    return 0;
  }
}
