package io.lamella.cli.session;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** A command that does nothing but hold others. */
public abstract class CommandGroup implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  boolean help;

  @Override
  public final void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
