package io.lamella.cli.cleanup;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.DeleteResult;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows a rule now. */
@Command(
    name = "run",
    description = {
      "Put into the trash what the rule of a dataset does not keep, or with --project alone in all"
          + " datasets of a project.",
      "lamella restore brings it back."
    },
    footer = {"", "Example:", "  lamella cleanup run vision/frames --dry-run"})
public final class CleanupRunCommand extends LamellaCommand {
  private static final int NOT_FOUND = 404;

  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(names = "--dry-run", description = "Only say what would go.")
  boolean dryRun;

  @Override
  protected int run(Session session) throws IOException {
    Scope scope = Scope.of(session, version);
    scope
        .datasets()
        .forEach(
            dataset ->
                cleaned(session, dataset, scope.name() == null)
                    .ifPresent(result -> say(session, dataset, result)));
    return 0;
  }

  /**
   * @param amongOthers a dataset without a rule, or one that has gone, is passed over
   */
  private Optional<DeleteResult> cleaned(
      Session session, DatasetView dataset, boolean amongOthers) {
    try {
      return Optional.of(session.client().datasets().cleanUp(dataset.id(), dryRun));
    } catch (LamellaException e) {
      if (amongOthers && e.code().status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void say(Session session, DatasetView dataset, DeleteResult result) {
    int count = result.deleted().size();
    session
        .output()
        .answer(
            Objects.of(
                "id", dataset.id(),
                "project", dataset.project(),
                "name", dataset.name(),
                "deleted", result.deleted(),
                "until", result.until()),
            "%s/%s: %s"
                .formatted(
                    dataset.project(),
                    dataset.name(),
                    count == 0
                        ? "everything stays"
                        : Sizes.count(count, "version")
                            + (dryRun
                                ? " would go into the trash"
                                : " in the trash until " + result.until())
                            + result.deleted().stream()
                                .map(UUID::toString)
                                .collect(Collectors.joining("\n  ", "\n  ", ""))));
  }
}
