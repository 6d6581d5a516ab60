package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything about a version. */
@Command(
    name = "show",
    description = "Show everything about a version.",
    footer = {"", "Example:", "  lamella show vision/frames@latest"})
public final class ShowCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    VersionView view = new Target(session).findOrTrashed(version);
    session.output().answer(Objects.shown(view), Description.of(view));
    return 0;
  }
}
