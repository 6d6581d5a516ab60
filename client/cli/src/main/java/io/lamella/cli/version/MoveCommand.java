package io.lamella.cli.version;

import io.lamella.cli.reference.Target;
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

/** Puts a dataset or project into another project. */
@Command(
    name = "move",
    description = {
      "Move a dataset into another project, or with --project alone a project with all beneath it.",
      "A missing project is made. Ids, names, versions, numbers and tags stay."
    },
    footer = {
      "",
      "Example:",
      "  lamella move vision/frames archive/vision",
      "  lamella move --project vision/raw archive"
    })
public final class MoveCommand extends LamellaCommand {
  private static final String TOP = "/";

  @Mixin private final VersionOptions version = new VersionOptions();

  @Parameters(
      arity = "0..2",
      paramLabel = "REF PROJECT",
      description =
          "The dataset, unless options name it or a project, and the project that it goes into; for"
              + " a project, / is the top.")
  List<String> words = new ArrayList<>();

  @Option(names = "--new-project", paramLabel = "PROJECT", description = "Where it goes.")
  @Nullable String newProject;

  @Override
  protected int run(Session session) throws IOException {
    Place place = Place.of(version, words, newProject, "project");
    Optional<String> project =
        place.reference() == null ? version.wholeProject() : Optional.empty();
    if (project.isPresent()) {
      moveProject(session, project.get(), place.to());
      return 0;
    }
    DatasetView dataset = new Target(session).dataset(version, place.reference());
    DatasetView now = session.client().datasets().move(dataset.id(), place.to());
    Place.say(session, dataset, now);
    return 0;
  }

  private static void moveProject(Session session, String path, String into) {
    Projects projects = session.client().projects();
    String above = into.equals(TOP) ? "" : into + "/";
    Place.say(session, path, projects.move(projects.find(path).id(), above + Place.last(path)));
  }
}
