package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.ChangeVersion;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a version is. */
@Command(
    name = "describe",
    description = "Say what a version is, and why it was made.",
    footer = {"", "Example:", "  lamella describe vision/frames@1.0.2 --description 'all cameras'"})
public final class DescribeCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(names = "--description", description = "What it is.")
  @Nullable String description;

  @Option(
      names = {"-m", "--message"},
      description = "Why it was made.")
  @Nullable String message;

  @Override
  protected int run(Session session) throws IOException {
    if (description == null && message == null) {
      throw new UsageException("say --description TEXT or --message TEXT");
    }
    VersionView view = new Target(session).find(version);
    VersionView now =
        session.client().versions().change(view.id(), ChangeVersion.texts(description, message));
    session.output().report(Objects.shown(now), Names.of(now) + ": " + now.description());
    return 0;
  }
}
