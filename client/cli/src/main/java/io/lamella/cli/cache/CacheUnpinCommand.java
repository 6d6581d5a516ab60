package io.lamella.cli.cache;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Let a local copy go when room is needed. */
@Command(
    name = "unpin",
    description = "Let a local copy go when room is needed.",
    footer = {"", "Example:", "  lamella cache unpin vision/frames@1.0.2"})
public final class CacheUnpinCommand extends LamellaCommand {
  @Parameters(
      paramLabel = "COPY",
      description = "Id of the copy as cache ls has it, or the version.")
  String copy = "";

  @Override
  protected int run(Session session) throws IOException {
    return Pins.set(session, copy, false);
  }
}
