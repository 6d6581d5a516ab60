package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.RestoreResult;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings back what was deleted. */
@Command(
    name = "restore",
    description = {
      "Bring a version back from the trash as it was, or with --entire-dataset a dataset.",
      "A draft comes back as one that was given up: lamella resume opens it again. lamella search"
          + " --trash lists what can be restored."
    },
    footer = {
      "",
      "Example:",
      "  lamella restore vision/frames@1.0.0",
      "  lamella restore vision/frames --entire-dataset"
    })
public final class RestoreCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(
      names = "--cascade",
      description =
          "With what it is built on, and with what is built on it and was deleted along with it.")
  boolean cascade;

  @Option(
      names = "--entire-dataset",
      description = "The dataset, with all versions that were deleted with it.")
  boolean entireDataset;

  @Override
  protected int run(Session session) throws IOException {
    Target target = new Target(session);
    if (entireDataset) {
      DatasetView dataset = target.datasetTrashed(version);
      RestoreResult result = session.client().datasets().restore(dataset.id(), cascade);
      say(
          session,
          Objects.of("id", dataset.id(), "project", dataset.project(), "name", dataset.name()),
          dataset.project() + "/" + dataset.name(),
          result);
      return 0;
    }
    VersionView view = target.findTrashed(version);
    RestoreResult result = session.client().versions().restore(view.id(), cascade);
    say(session, Objects.state(view), Names.of(view), result);
    return 0;
  }

  private static void say(
      Session session, Map<String, @Nullable Object> object, String name, RestoreResult result) {
    int count = result.restored().size();
    session
        .output()
        .report(
            Objects.with(object, "restored", result.restored()),
            count == 0
                ? name + " is not in the trash"
                : name + " is back" + (count == 1 ? "" : ", " + Sizes.count(count, "version")));
  }
}
