package io.lamella.cli.server;

import io.lamella.cli.output.Objects;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.CallerView;
import picocli.CommandLine.Command;

/** Who the server takes us for. */
@Command(
    name = "whoami",
    description = "Show who the server takes you for.",
    footer = {"", "Example:", "  lamella whoami"})
public final class WhoamiCommand extends LamellaCommand {
  @Override
  protected int run(Session session) {
    CallerView caller = session.client().whoami();
    session
        .output()
        .answer(
            Objects.of(
                "name", caller.name(),
                "role", caller.role(),
                "server", session.client().server()),
            caller.name() + " (" + caller.role() + ") at " + session.client().server());
    return 0;
  }
}
