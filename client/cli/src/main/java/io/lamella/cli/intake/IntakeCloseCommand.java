package io.lamella.cli.intake;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Closes the open version. */
@Command(
    name = "close",
    description = "Close the open version now; what comes later goes into the next one.",
    footer = {"", "Example:", "  lamella intake close vision/live"})
public final class IntakeCloseCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    IntakeLines.print(
        session.output(),
        session.client().intake().close(new Target(session).dataset(version).id()));
    return 0;
  }
}
