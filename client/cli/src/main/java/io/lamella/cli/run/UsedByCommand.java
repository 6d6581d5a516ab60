package io.lamella.cli.run;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs that used a version. */
@Command(
    name = "used-by",
    description = "Show which runs used a version, the newest first.",
    footer = {"", "Example:", "  lamella used-by vision/frames@1.0.2"})
public final class UsedByCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    UseLines.print(session, session.client().uses().of(new Target(session).find(version).id()));
    return 0;
  }
}
