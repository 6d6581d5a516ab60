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

/** Shows an archived version or dataset again. */
@Command(
    name = "unarchive",
    description = "Show an archived version or dataset again.",
    footer = {
      "",
      "Example:",
      "  lamella unarchive vision/frames@1.0.0",
      "  lamella unarchive vision/frames --entire-dataset"
    })
public final class UnarchiveCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(names = "--entire-dataset", description = "The dataset with all of its versions.")
  boolean entireDataset;

  @Override
  protected int run(Session session) throws IOException {
    Target target = new Target(session);
    if (entireDataset) {
      DatasetView dataset =
          session.client().datasets().unarchive(target.datasetArchived(version).id());
      session
          .output()
          .report(
              Objects.of("project", dataset.project(), "name", dataset.name(), "archived", false),
              dataset.project() + "/" + dataset.name() + " is not archived");
      return 0;
    }
    VersionView view = target.findArchived(version);
    VersionView now = session.client().versions().unarchive(view.id());

    session.output().report(Objects.state(now), Names.of(now) + " is not archived");
    return 0;
  }
}
