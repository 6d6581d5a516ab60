package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.sdk.LamellaClient;
import java.io.IOException;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes a version. */
@Command(
    name = "delete",
    description = "Delete a version, or with --entire-dataset all of them.",
    footer = {"", "Example:", "  lamella delete vision/frames@1.0.0 --dry-run"})
public final class DeleteCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(names = "--force", description = "Though it is published.")
  boolean force;

  @Option(names = "--cascade", description = "With the versions that are built on it.")
  boolean cascade;

  @Option(names = "--entire-dataset", description = "All versions of the dataset; needs --force.")
  boolean entireDataset;

  @Option(names = "--external-files", description = "Also the objects behind its own links.")
  boolean externalFiles;

  @Option(names = "--dry-run", description = "Only say what would go.")
  boolean dryRun;

  @Override
  protected int run(Session session) throws IOException {
    if (externalFiles) {
      throw new UsageException("--external-files is not available yet");
    }
    if (entireDataset && !force) {
      throw new UsageException("--entire-dataset needs --force");
    }
    Target target = new Target(session);
    LamellaClient client = session.client();
    DeleteResult result =
        entireDataset
            ? client.datasets().delete(target.dataset(version).id(), force, dryRun)
            : client.versions().delete(target.find(version).id(), force, cascade, dryRun);
    if (!dryRun) {
      for (UUID gone : result.deleted()) {
        target.current().end(gone);
      }
    }
    Long freed = result.freedBytes();
    session
        .output()
        .report(
            Objects.of("deleted", result.deleted(), "freedBytes", freed),
            (dryRun ? "would delete " : "deleted ")
                + Sizes.count(result.deleted().size(), "version")
                + (freed == null ? "" : ", " + Sizes.bytes(freed)));
    return 0;
  }
}
