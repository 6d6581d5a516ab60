package io.lamella.cli.version;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionOptions;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.sdk.version.Projects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a dataset or project another name. */
@Command(
    name = "rename",
    description = {
      "Give a dataset another name, or with --project alone a project.",
      "Ids, versions, numbers and tags stay."
    },
    footer = {
      "",
      "Example:",
      "  lamella rename vision/frames images",
      "  lamella rename --project vision/raw originals"
    })
public final class RenameCommand extends LamellaCommand {
  @Mixin private final VersionOptions version = new VersionOptions();

  @Parameters(
      arity = "0..2",
      paramLabel = "REF NAME",
      description = "The dataset, unless options name it or a project, and its new name.")
  List<String> words = new ArrayList<>();

  @Option(names = "--new-name", paramLabel = "NAME", description = "The new name.")
  @Nullable String newName;

  @Override
  protected int run(Session session) throws IOException {
    Place place = Place.of(version, words, newName, "name");
    Optional<String> project =
        place.reference() == null ? version.wholeProject() : Optional.empty();
    if (project.isPresent()) {
      renameProject(session, project.get(), place.to());
      return 0;
    }
    DatasetView dataset = new Target(session).dataset(version, place.reference());
    DatasetView now = session.client().datasets().rename(dataset.id(), place.to());
    Place.say(session, dataset, now);
    return 0;
  }

  private static void renameProject(Session session, String path, String name) {
    if (name.contains("/")) {
      throw new UsageException("a name has no /: lamella move puts a project elsewhere");
    }
    Projects projects = session.client().projects();
    Place.say(session, path, projects.move(projects.find(path).id(), Place.above(path) + name));
  }
}
