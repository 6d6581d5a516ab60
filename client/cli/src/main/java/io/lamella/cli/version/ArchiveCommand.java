package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hides a version or dataset from names, latest and search. */
@Command(
    name = "archive",
    description = {
      "Hide a version or dataset from names, latest and search.",
      "Ids still find it, and nothing of it is deleted."
    },
    footer = {
      "",
      "Example:",
      "  lamella archive vision/frames@1.0.0",
      "  lamella archive vision/frames --entire-dataset"
    })
public final class ArchiveCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(names = "--entire-dataset", description = "The dataset with all of its versions.")
  boolean entireDataset;

  @Override
  protected int run(Session session) throws IOException {
    Target target = new Target(session);
    if (entireDataset) {
      DatasetView dataset = session.client().datasets().archive(target.dataset(version).id());
      session
          .output()
          .report(
              Objects.of("project", dataset.project(), "name", dataset.name(), "archived", true),
              dataset.project() + "/" + dataset.name() + " is archived");
      return 0;
    }
    VersionView view = target.find(version);
    VersionView now = session.client().versions().archive(view.id());

    session.output().report(Objects.state(now), Names.of(now) + " is archived");
    return 0;
  }
}
