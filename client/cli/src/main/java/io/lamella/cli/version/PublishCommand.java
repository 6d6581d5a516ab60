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

/** Release a final version for use. */
@Command(
    name = "publish",
    description = "Release a final version for use.",
    footer = {"", "Example:", "  lamella publish vision/frames@1.0.2"})
public final class PublishCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    Target target = new Target(session);
    VersionView view = target.find(version);
    VersionView now = session.client().versions().publish(view.id());
    target.current().end(now.id());
    session.output().report(Objects.state(now), Names.of(now) + " is published");
    return 0;
  }
}
