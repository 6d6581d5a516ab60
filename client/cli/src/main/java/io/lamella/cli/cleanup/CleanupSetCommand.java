package io.lamella.cli.cleanup;

import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.SetCleanupRule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets a rule. */
@Command(
    name = "set",
    description = {
      "Say which versions of a dataset stay, or with --project alone of all in it.",
      "A dataset's own rule wins over its project's. The server follows rules once a day."
    },
    footer = {
      "",
      "Example:",
      "  lamella cleanup set vision/frames --keep-last 10 --keep-used 30",
      "  lamella cleanup set --project vision --keep-last 50"
    })
public final class CleanupSetCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(
      names = "--keep-last",
      required = true,
      paramLabel = "N",
      description = "So many of the highest numbers stay.")
  int keepLast;

  @Option(names = "--no-keep-tagged", description = "Tagged ones may go too.")
  boolean tagsDoNotKeep;

  @Option(
      names = "--keep-used",
      paramLabel = "DAYS",
      description = "What a run used in so many days stays.")
  @Nullable Integer keepUsedDays;

  @Override
  protected int run(Session session) throws IOException {
    SetCleanupRule rule = new SetCleanupRule(keepLast, !tagsDoNotKeep, keepUsedDays);
    RuleLine.print(session.output(), Scope.of(session, version).set(rule));
    return 0;
  }
}
