package io.lamella.cli.intake;

import io.lamella.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/** Datasets that are filled by events. */
@Command(
    name = "intake",
    description = {
      "Let events, such as notifications of a bucket, make versions by themselves:",
      "files go into the open one until it is full, and the next one builds on it."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      IntakeSetCommand.class,
      IntakeShowCommand.class,
      IntakeCloseCommand.class,
      IntakeRemoveCommand.class
    },
    footer = {
      "",
      "Example:",
      "  lamella intake set vision/live --from s3://raw/cam1/ --close-files 1000",
      "  lamella intake show vision/live"
    })
public final class IntakeCommand extends CommandGroup {}
