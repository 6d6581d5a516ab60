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

/** Show an archived version again. */
@Command(
    name = "unarchive",
    description = "Show an archived version again.",
    footer = {"", "Example:", "  lamella unarchive vision/frames@1.0.0"})
public final class UnarchiveCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    Target target = new Target(session);
    VersionView view = target.findArchived(version);
    VersionView now = session.client().versions().unarchive(view.id());

    session.output().report(Objects.state(now), Names.of(now) + " is not archived");
    return 0;
  }
}
