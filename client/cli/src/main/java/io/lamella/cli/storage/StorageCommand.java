package io.lamella.cli.storage;

import io.lamella.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/** Where stored bytes lie. */
@Command(
    name = "storage",
    description = "Bring stored bytes to another store, and find again what lies in one.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StorageMigrateCommand.class,
      StorageMigrationsCommand.class,
      StorageReindexCommand.class
    },
    footer = {"", "Example:", "  lamella storage migrations"})
public final class StorageCommand extends CommandGroup {}
