package io.lamella.cli.clearml;

import io.lamella.cli.output.ProgressLine;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionId;
import io.lamella.sdk.clearml.ClearmlFolder;
import io.lamella.sdk.clearml.ClearmlImport;
import io.lamella.sdk.clearml.ClearmlSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings datasets of ClearML here. */
@Command(
    name = "import-clearml",
    description =
        "Bring datasets of ClearML Data here, each as a version with its id, number, tags and"
            + " parents; every file is checked. Done again, it brings what is new.",
    footer = {
      "",
      "Example:",
      "  lamella import-clearml --api https://api.clear.ml --project vision --dry-run",
      "  lamella import-clearml /opt/clearml/data/fileserver"
    })
public final class ImportClearmlCommand extends LamellaCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Where its file server keeps files, or any folder of state.json and zips.")
  @Nullable Path folder;

  @Mixin private final ClearmlOptions clearml = new ClearmlOptions();

  @Option(
      names = "--project",
      arity = "1..*",
      paramLabel = "PROJECT",
      description = "Only of these projects and beneath.")
  List<String> projects = new ArrayList<>();

  @Option(
      names = {"--id", "--ids"},
      arity = "1..*",
      paramLabel = "ID",
      description = "Only these datasets. What they are built on comes along.")
  List<UUID> ids = new ArrayList<>();

  @Option(names = "--dry-run", description = "Say what would come; change nothing.")
  boolean dryRun;

  @Option(names = "--retry-damaged", description = "Try again what came damaged before.")
  boolean again;

  @Override
  protected int run(Session session) throws IOException {
    Set<String> wanted = ids.stream().map(VersionId::plain).collect(Collectors.toSet());
    OutcomeLines lines = new OutcomeLines(session.output());
    try (ProgressLine progress = session.output().progress()) {
      session
          .client()
          .clearml()
          .run(
              source(session),
              new ClearmlImport.Wish(wanted, projects, dryRun, again),
              progress,
              outcome -> {
                progress.close();
                lines.say(outcome);
                session.output().flush();
              });
    }
    return lines.sum() ? 0 : 1;
  }

  private ClearmlSource source(Session session) throws IOException {
    if ((folder == null) != clearml.namesServer()) {
      throw new UsageException("from where? Name a FOLDER or the --api of a server");
    }
    return folder == null
        ? clearml.server(session)
        : new ClearmlFolder(session.folder().resolve(folder));
  }
}
