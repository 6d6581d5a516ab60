package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Open an aborted or failed version again. */
@Command(
    name = "resume",
    description = "Open an aborted or failed version again.",
    footer = {"", "Example:", "  lamella resume vision/frames@1.0.3"})
public final class ResumeCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    Target target = new Target(session);
    VersionView view = target.find(version);
    VersionView now = session.client().versions().resume(view.id());
    target.current().set(now.id());
    session.output().report(Objects.state(now), Names.of(now) + " is open again");
    return 0;
  }
}
