package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionOptions;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.ProjectView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command that moves something was given: what is moved, and where to.
 *
 * @param reference names the dataset; null: options do
 * @param to the new name or project
 */
record Place(@Nullable String reference, String to) {
  /**
   * @param option the new place, given by an option; null: it is the last of the words
   * @param what what the new place is
   */
  static Place of(
      VersionOptions options, List<String> words, @Nullable String option, String what) {
    int references = words.size() - (option == null ? 1 : 0);
    if (references < 0) {
      throw new UsageException("say the new " + what);
    }
    if (references > 1 || (references == 1 && options.isGiven())) {
      throw new UsageException("say one dataset or project, and the new " + what);
    }
    return new Place(
        references == 1 ? words.get(0) : options.reference(),
        option != null ? option : words.get(words.size() - 1));
  }

  /** What stands before the last name of a path, with its slash; empty at the top. */
  static String above(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** The last name of a path. */
  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static void say(Session session, String before, ProjectView now) {
    session
        .output()
        .report(
            Objects.of("id", now.id(), "project", now.path()), before + " is now " + now.path());
  }

  static void say(Session session, DatasetView before, DatasetView now) {
    session
        .output()
        .report(
            Objects.of("id", now.id(), "project", now.project(), "name", now.name()),
            path(before) + " is now " + path(now));
  }

  private static String path(DatasetView dataset) {
    return dataset.project() + "/" + dataset.name();
  }
}
