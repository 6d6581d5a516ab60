package io.lamella.standalone;

import io.lamella.standalone.command.BackupCommand;
import io.lamella.standalone.command.Demo;
import io.lamella.standalone.command.Down;
import io.lamella.standalone.command.Logs;
import io.lamella.standalone.command.Ps;
import io.lamella.standalone.command.RestoreCommand;
import io.lamella.standalone.command.Supervise;
import io.lamella.standalone.command.Up;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The stack's side of the {@code lamella} command. */
@Command(
    name = "lamella",
    description = "Runs the whole of Lamella on this machine.",
    subcommands = {
      Up.class,
      Down.class,
      Ps.class,
      Logs.class,
      BackupCommand.class,
      RestoreCommand.class,
      Demo.class,
      Supervise.class
    })
public final class Main {
  private Main() {}

  /** Exit codes: 0 done, 1 not so, 2 wrong usage. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          command.getErr().println("lamella: " + failure.getMessage());
          return 1;
        });
    System.exit(line.execute(args));
  }
}
