package io.lamella.cli.records;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what is collected. */
@Command(
    name = "show",
    description = "Show the topic that is collected into a dataset, and how that stands.",
    footer = {"", "Example:", "  lamella records show vision/frames"})
public final class RecordsShowCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    RecordsLines.print(
        session.output(),
        session.client().datasets().records(new Target(session).dataset(version).id()));
    return 0;
  }
}
