package io.lamella.cli;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** A command of ClearML Data that is not there yet: takes whatever it is given, and says so. */
@Command(
    hidden = true,
    description = "Not available yet.",
    footer = {"", "Example:", "  ${COMMAND-FULL-NAME}"})
final class LaterCommand extends LamellaCommand {
  private final String name;

  @Unmatched List<String> arguments = new ArrayList<>();

  LaterCommand(String name) {
    this.name = name;
  }

  @Override
  protected int run(Session session) {
    throw new UsageException(name + " is not available yet");
  }
}
