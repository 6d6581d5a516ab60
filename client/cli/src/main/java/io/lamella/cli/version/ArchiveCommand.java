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

/** Hide a version from names, latest and search. */
@Command(
    name = "archive",
    description = "Hide a version from names, latest and search.",
    footer = {"", "Example:", "  lamella archive vision/frames@1.0.0"})
public final class ArchiveCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    Target target = new Target(session);
    VersionView view = target.find(version);
    VersionView now = session.client().versions().archive(view.id());

    session.output().report(Objects.state(now), Names.of(now) + " is archived");
    return 0;
  }
}
