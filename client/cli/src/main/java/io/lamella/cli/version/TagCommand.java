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
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts tags on a version, and takes them away. */
@Command(
    name = "tag",
    description = "Put tags on a version, or take them away.",
    footer = {
      "",
      "Example:",
      "  lamella tag vision/frames@1.0.2 --add golden --remove candidate",
      "  lamella tag vision/frames@1.0.2 --move prod"
    })
public final class TagCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(names = "--add", arity = "0..*", paramLabel = "TAG", description = "Tags to put on.")
  List<String> add = new ArrayList<>();

  @Option(
      names = "--remove",
      arity = "0..*",
      paramLabel = "TAG",
      description = "Tags to take away.")
  List<String> remove = new ArrayList<>();

  @Option(
      names = "--move",
      arity = "0..*",
      paramLabel = "TAG",
      description = "Tags to put on this one and take from all other versions of the dataset.")
  List<String> move = new ArrayList<>();

  @Override
  protected int run(Session session) throws IOException {
    if (add.isEmpty() && remove.isEmpty() && move.isEmpty()) {
      throw new UsageException("say --add TAG, --remove TAG or --move TAG");
    }
    VersionView view = new Target(session).find(version);
    VersionView now =
        session.client().versions().change(view.id(), ChangeVersion.tags(add, remove, move));
    session
        .output()
        .report(Objects.shown(now), Names.of(now) + ": " + String.join(", ", now.tags()));
    return 0;
  }
}
