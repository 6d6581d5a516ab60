package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.Numbers;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Producer;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a version. */
@Command(
    name = "create",
    description = "Make a new version; it becomes this folder's current one.",
    footer = {"", "Example:", "  lamella create --project vision/raw --name frames --tags nightly"})
public final class CreateCommand extends LamellaCommand {
  @Option(names = "--project", description = "Path of the project (default: the last parent's).")
  @Nullable String project;

  @Option(names = "--name", description = "Name of the dataset (default: the last parent's).")
  @Nullable String name;

  @Option(names = "--version", paramLabel = "NUMBER", description = "Number (default: the next).")
  @Nullable String number;

  @Option(
      names = "--parents",
      arity = "0..*",
      paramLabel = "REF",
      description = "What it builds on; several are merged.")
  List<String> parents = new ArrayList<>();

  @Option(names = "--tags", arity = "0..*", paramLabel = "TAG", description = "Tags.")
  List<String> tags = new ArrayList<>();

  @Option(
      names = {"--storage", "--output-uri"},
      paramLabel = "URI",
      description = "Where its bytes are kept (default: the dataset's).")
  @Nullable String storage;

  @Option(names = "--description", description = "What it is.")
  @Nullable String description;

  @Option(
      names = {"-m", "--message"},
      description = "Why it was made.")
  @Nullable String message;

  @Option(names = "--profile", description = "How finely files are cut: fine, default or coarse.")
  @Nullable String profile;

  @Mixin private final MergeOptions merging = new MergeOptions();

  @Override
  protected int run(Session session) throws IOException {
    if (parents.isEmpty() && (project == null || name == null)) {
      throw new UsageException("say --project and --name, or --parents");
    }
    VersionView made =
        session
            .client()
            .versions()
            .create(
                new CreateVersion(
                    project,
                    name,
                    number,
                    parents,
                    List.of(),
                    merging.merge,
                    merging.onConflict,
                    tags,
                    description,
                    message,
                    profile,
                    storage,
                    Map.of(),
                    Producer.describe(session)));
    Conflicts.settle(session, made);
    session.output().answer(Objects.created(made), Names.of(made) + "  " + made.id());
    session.output().flush();
    Numbers.note(session, number);
    new CurrentVersion(session).set(made.id());
    return 0;
  }
}
