package io.lamella.cli.cache;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The local copies of this machine. */
@Command(
    name = "cache",
    description = "Look after the local copies of this machine.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CacheListCommand.class,
      CachePinCommand.class,
      CacheUnpinCommand.class,
      CachePruneCommand.class,
      CacheSizeCommand.class
    },
    footer = {"", "Example:", "  lamella cache ls"})
public final class CacheCommand implements Runnable {
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
