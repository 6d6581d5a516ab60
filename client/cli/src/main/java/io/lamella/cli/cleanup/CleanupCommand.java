package io.lamella.cli.cleanup;

import io.lamella.cli.session.CommandGroup;
import picocli.CommandLine.Command;

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
public final class CleanupCommand extends CommandGroup {}
