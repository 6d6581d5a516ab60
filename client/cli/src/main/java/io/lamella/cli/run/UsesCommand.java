package io.lamella.cli.run;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.sdk.run.Run;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Versions that a run used. */
@Command(
    name = "uses",
    description = "Show which versions a run used, the newest first.",
    footer = {"", "Example:", "  lamella uses experiment-17"})
public final class UsesCommand extends LamellaCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "The run; without one, the run that this is part of.")
  @Nullable String run;

  @Override
  protected int run(Session session) {
    String wanted =
        run != null
            ? run
            : Run.find(session.environment())
                .map(Run::id)
                .orElseThrow(() -> new UsageException("which run? Name it; this is none"));
    UseLines.print(session, session.client().uses().by(wanted));
    return 0;
  }
}
