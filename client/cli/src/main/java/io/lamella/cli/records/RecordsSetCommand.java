package io.lamella.cli.records;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.SetRecords;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets what is collected. */
@Command(
    name = "set",
    description = {
      "Collect a topic into a dataset. Of the topic that is collected already it goes on",
      "where it is; another one begins anew."
    },
    footer = {
      "",
      "Example:",
      "  lamella records set vision/frames --topic orders --every PT1H --zstd",
      "  lamella records set vision/frames --topic orders --records 500000"
    })
public final class RecordsSetCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(
      names = "--topic",
      required = true,
      paramLabel = "TOPIC",
      description = "The topic of Kafka.")
  @Nullable String topic;

  @Option(
      names = "--partitions",
      arity = "1..*",
      paramLabel = "N",
      description = "Only these of its partitions.")
  @Nullable List<Integer> partitions;

  @Option(
      names = "--start",
      paramLabel = "earliest|latest",
      description = "Where to begin; default: earliest.")
  @Nullable String start;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Make a version of so many records, and none of more.")
  @Nullable Long records;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "Make one so long after its first record, as PT1H.")
  @Nullable String every;

  @Option(names = "--file-records", paramLabel = "N", description = "Most records of a file.")
  @Nullable Integer fileRecords;

  @Option(names = "--zstd", description = "Compress the files.")
  boolean zstd;

  @Option(names = "--values-only", description = "A line is the value alone.")
  boolean valuesOnly;

  @Option(names = "--path", paramLabel = "FOLDER", description = "Folder in the version.")
  @Nullable String path;

  @Option(names = "--publish", description = "Publish each version.")
  boolean publish;

  @Override
  protected int run(Session session) throws IOException {
    SetRecords.Close close =
        records == null && every == null ? null : new SetRecords.Close(records, every);
    SetRecords rule =
        new SetRecords(
            topic, partitions, start, close, fileRecords, zstd, valuesOnly, path, publish);
    RecordsLines.print(
        session.output(),
        session.client().datasets().setRecords(new Target(session).dataset(version).id(), rule));
    return 0;
  }
}
