package io.lamella.cli.event;

import io.lamella.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/** What happens to versions. */
@Command(
    name = "events",
    description = "Hear of what happens to versions.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = EventsTailCommand.class,
    footer = {"", "Example:", "  lamella events tail --project vision"})
public final class EventsCommand extends CommandGroup {}
