package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.TrashView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.version.DatasetQuery;
import io.lamella.sdk.version.VersionQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds versions. */
@Command(
    name = "search",
    description = "Find versions, or datasets.",
    footer = {
      "",
      "Example:",
      "  lamella search --project vision --tags nightly",
      "  lamella search --created-by ann --created-after 2026-11-01",
      "  lamella search --metadata cameras=4"
    })
public final class SearchCommand extends LamellaCommand {
  @Option(names = "--ids", arity = "0..*", paramLabel = "ID", description = "These only.")
  List<UUID> ids = new ArrayList<>();

  @Option(names = "--project", description = "In this project and beneath.")
  @Nullable String project;

  @Option(names = "--name", description = "Name of the dataset, or a part of it.")
  @Nullable String name;

  @Option(names = "--version", paramLabel = "NUMBER", description = "Of this number.")
  @Nullable String number;

  @Option(names = "--tags", arity = "0..*", paramLabel = "TAG", description = "With all of these.")
  List<String> tags = new ArrayList<>();

  @Option(
      names = "--states",
      arity = "1..*",
      paramLabel = "STATE",
      description = "In one of these: ${COMPLETION-CANDIDATES}.")
  List<VersionState> states = new ArrayList<>();

  @Option(
      names = "--metadata",
      arity = "1..*",
      paramLabel = "KEY=VALUE",
      description = "With all of these in the free metadata.")
  List<String> metadata = new ArrayList<>();

  @Mixin private final CreatedOptions created = new CreatedOptions();

  @Option(names = "--not-only-completed", description = "Unfinished versions too.")
  boolean unfinished;

  @Option(names = "--include-archived", description = "Archived ones too.")
  boolean includeArchived;

  @Option(names = "--trash", description = "What is in the trash, and until when; nothing else.")
  boolean trash;

  @Option(names = "--non-recursive-project-search", description = "Not in projects beneath.")
  boolean flat;

  @Option(names = "--datasets", description = "One line per dataset.")
  boolean datasets;

  @Override
  protected int run(Session session) {
    Output output = session.output();
    if (datasets && trash) {
      throw new UsageException("--trash lists versions: leave --datasets out");
    }
    if (datasets && !(metadata.isEmpty() && states.isEmpty())) {
      throw new UsageException("--states and --metadata are of versions: leave --datasets out");
    }
    if (datasets) {
      DatasetQuery query =
          new DatasetQuery(
              project, !flat, name, true, tags, includeArchived, false, created.made());
      session.client().datasets().search(query).forEach(dataset -> print(output, dataset));
      return 0;
    }
    VersionQuery.Builder query =
        VersionQuery.builder()
            .ids(ids)
            .partOfName(name)
            .number(number)
            .tags(tags)
            .states(states)
            .unfinished(unfinished || !ids.isEmpty())
            .includeArchived(includeArchived)
            .trash(trash)
            .created(created.made())
            .metadata(metadata);
    VersionQuery wanted = (flat ? query.project(project) : query.projectAndBelow(project)).build();
    session.client().versions().search(wanted).forEach(version -> print(output, version));
    return 0;
  }

  private static void print(Output output, VersionView view) {
    TrashView trash = view.trash();
    output.answer(
        Objects.found(view),
        "%s  %s  %-9s  %s, %s  %s%s"
            .formatted(
                view.id(),
                Names.of(view),
                view.state(),
                Sizes.count(view.files(), "file"),
                Sizes.bytes(view.bytes()),
                String.join(",", view.tags()),
                trash == null ? "" : "  in the trash until " + trash.until()));
  }

  private static void print(Output output, DatasetView dataset) {
    output.answer(
        Objects.of(
            "id", dataset.id(),
            "project", dataset.project(),
            "name", dataset.name(),
            "number", null,
            "state", null,
            "tags", dataset.tags(),
            "files", null,
            "bytes", null,
            "created", dataset.created()),
        "%s  %s/%s  %s"
            .formatted(
                dataset.id(),
                dataset.project(),
                dataset.name(),
                Sizes.count(dataset.versions(), "version")));
  }
}
