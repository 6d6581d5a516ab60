package io.lamella.cli.deadletter;

import io.lamella.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/** What the services could not take. */
@Command(
    name = "dlq",
    description = "Look at records that the services could not take, send them again, drop them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DlqListCommand.class,
      DlqShowCommand.class,
      DlqReplayCommand.class,
      DlqDropCommand.class
    },
    footer = {"", "Example:", "  lamella dlq ls"})
public final class DlqCommand extends CommandGroup {}
