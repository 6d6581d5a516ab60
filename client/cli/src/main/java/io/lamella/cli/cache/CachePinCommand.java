package io.lamella.cli.cache;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Keep a local copy whatever the bound. */
@Command(
    name = "pin",
    description = "Keep a local copy whatever the bound.",
    footer = {"", "Example:", "  lamella cache pin vision/frames@1.0.2"})
public final class CachePinCommand extends LamellaCommand {
  @Parameters(
      paramLabel = "COPY",
      description = "Id of the copy as cache ls has it, or the version.")
  String copy = "";

  @Override
  protected int run(Session session) throws IOException {
    return Pins.set(session, copy, true);
  }
}
