package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.Numbers;
import io.lamella.cli.reference.OfflineReference;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.offline.OfflineDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  @Mixin private final NewVersionOptions options = new NewVersionOptions();

  @Option(
      names = "--parents",
      arity = "0..*",
      paramLabel = "REF",
      description = "What it builds on; several are merged.")
  List<String> parents = new ArrayList<>();

  @Option(names = "--profile", description = "How finely files are cut: fine, default or coarse.")
  @Nullable String profile;

  @Option(
      names = "--offline",
      paramLabel = "DIR",
      description = "Make it in this new folder, without a server; import-offline puts it on one.")
  @Nullable Path offline;

  @Override
  protected int run(Session session) throws IOException {
    if (parents.isEmpty() && (options.project == null || options.name == null)) {
      throw new UsageException("say --project and --name, or --parents");
    }
    if (offline != null) {
      return begin(session, session.folder().resolve(offline).normalize());
    }
    VersionView made =
        session.client().versions().create(options.wish(session, parents, List.of(), profile));
    Conflicts.settle(session, made);
    session.output().answer(Objects.created(made), Names.of(made) + "  " + made.id());
    session.output().flush();
    Numbers.note(session, options.number);
    new CurrentVersion(session).set(made.id());
    return 0;
  }

  private int begin(Session session, Path folder) throws IOException {
    CreateVersion wish = options.wish(session, parents, List.of(), profile);
    OfflineDraft draft = OfflineDraft.create(folder, wish);
    session
        .output()
        .answer(
            Objects.of(
                "id", draft.description().id(),
                "project", wish.project(),
                "name", wish.name(),
                "number", wish.number(),
                "state", "OFFLINE",
                "parents", parents),
            "an offline version in " + draft.folder());
    session.output().flush();
    new CurrentVersion(session).set(OfflineReference.of(draft));
    return 0;
  }
}
