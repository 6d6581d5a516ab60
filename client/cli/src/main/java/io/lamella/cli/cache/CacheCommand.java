package io.lamella.cli.cache;

import io.lamella.cli.session.CommandGroup;
import picocli.CommandLine.Command;

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
public final class CacheCommand extends CommandGroup {}
