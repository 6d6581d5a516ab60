package io.lamella.cli.event;

import io.lamella.cli.reference.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Of which versions, and of what. */
public final class EventOptions {
  @Option(names = "--project", description = "Of datasets in this project or beneath.")
  @Nullable String project;

  @Option(names = "--name", description = "Of the dataset of this name in --project.")
  @Nullable String name;

  @Option(names = "--dataset", paramLabel = "PROJECT/NAME", description = "Of this dataset.")
  @Nullable String dataset;

  @Option(
      names = "--type",
      arity = "0..*",
      paramLabel = "TYPE",
      description =
          "Of these: created finalized failed aborted resumed tagged "
              + "published archived unarchived trashed restored deleted (default: all).")
  List<String> types = new ArrayList<>();

  @Option(
      names = "--tags",
      arity = "0..*",
      paramLabel = "TAG",
      description = "Of versions that bear all of these.")
  List<String> tags = new ArrayList<>();

  /** The project of which all datasets are meant; null: of all, or one dataset. */
  public @Nullable String project() {
    return name == null ? project : null;
  }

  /** The one dataset that is meant; null: several. */
  public @Nullable String dataset() {
    if (name == null) {
      return dataset;
    }
    if (project == null || dataset != null) {
      throw new UsageException("say --project and --name, or --dataset PROJECT/NAME");
    }
    return project + "/" + name;
  }

  public List<String> types() {
    return types;
  }

  public List<String> tags() {
    return tags;
  }
}
