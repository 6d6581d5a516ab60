package io.lamella.cli.cleanup;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The rules that say which versions stay. */
@Command(
    name = "cleanup",
    description = {
      "Say which versions of a dataset or project stay; others go into the trash.",
      "Never what is published or archived, nor what a version that stays builds on."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CleanupSetCommand.class,
      CleanupShowCommand.class,
      CleanupRemoveCommand.class,
      CleanupRunCommand.class
    },
    footer = {
      "",
      "Example:",
      "  lamella cleanup set vision/frames --keep-last 10",
      "  lamella cleanup run vision/frames --dry-run"
    })
public final class CleanupCommand implements Runnable {
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
