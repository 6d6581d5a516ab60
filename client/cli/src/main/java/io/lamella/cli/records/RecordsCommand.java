package io.lamella.cli.records;

import io.lamella.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/** Topics whose records are collected into versions. */
@Command(
    name = "records",
    description = {
      "Have the server collect the records of a Kafka topic into versions of a dataset,",
      "each offset into exactly one; the version's metadata says which."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RecordsSetCommand.class,
      RecordsShowCommand.class,
      RecordsSkipCommand.class,
      RecordsRemoveCommand.class
    },
    footer = {
      "",
      "Example:",
      "  lamella records set vision/frames --topic orders --every PT1H",
      "  lamella records show vision/frames"
    })
public final class RecordsCommand extends CommandGroup {}
