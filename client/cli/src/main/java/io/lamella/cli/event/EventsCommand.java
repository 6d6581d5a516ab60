package io.lamella.cli.event;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What happens to versions. */
@Command(
    name = "events",
    description = "Hear of what happens to versions.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = EventsTailCommand.class,
    footer = {"", "Example:", "  lamella events tail --project vision"})
public final class EventsCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  boolean help;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
