package io.lamella.cli.version;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a version was built on, or what is built on it. */
@Command(
    name = "lineage",
    description = "Show a version and what it was built on, or with --down what is built on it.",
    footer = {"", "Example:", "  lamella lineage vision/frames@1.0.0 --down"})
public final class LineageCommand extends LamellaCommand {
  private static final int ALL = 10_000;

  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(names = "--down", description = "What is built on it.")
  boolean down;

  @Option(
      names = {"-n", "--depth"},
      description = "At most so many generations.")
  int depth = ALL;

  @Override
  protected int run(Session session) throws IOException {
    VersionView view = new Target(session).find(version);
    History.print(session.output(), view);
    session
        .client()
        .versions()
        .lineage(view.id(), down ? "down" : "up", depth)
        .forEach(one -> History.print(session.output(), one));
    return 0;
  }
}
