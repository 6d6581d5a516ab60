package io.lamella.cli.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a version. */
public class VersionOptions {
  @Option(
      names = "--id",
      paramLabel = "REF",
      description =
          "The version: project/name, project/name@1.2.0, @latest, @published, @TAG, or its id.")
  @Nullable String id;

  @Option(names = "--project", description = "Project of the dataset.")
  @Nullable String project;

  @Option(names = "--name", description = "Name of the dataset.")
  @Nullable String name;

  @Option(names = "--version", paramLabel = "NUMBER", description = "Version number.")
  @Nullable String version;

  @Option(names = "--tags", arity = "0..*", paramLabel = "TAG", description = "Tags that it bears.")
  List<String> tags = new ArrayList<>();

  @Option(names = "--published", description = "The highest published one.")
  boolean published;

  @Option(names = "--include-archived", description = "Archived ones too.")
  boolean includeArchived;

  /** The reference that was written; null: none. */
  public @Nullable String reference() {
    return id;
  }

  /** True when a version was named by any of the options. */
  public boolean isGiven() {
    return reference() != null || describes();
  }

  /** The project, when that is all that was named. */
  public Optional<String> wholeProject() {
    boolean alone =
        reference() == null && name == null && version == null && tags.isEmpty() && !published;
    return alone ? Optional.ofNullable(project) : Optional.empty();
  }

  /** True when a version was named by anything but a reference. */
  boolean describes() {
    return project != null || name != null || version != null || !tags.isEmpty() || published;
  }
}
