package io.lamella.cli.version;

import io.lamella.cli.session.Producer;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.CreateVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a new version is to be, whatever it is made of. */
final class NewVersionOptions {
  @Option(
      names = "--project",
      description = "Path of the project (default: that of the last version it is made of).")
  @Nullable String project;

  @Option(
      names = "--name",
      description = "Name of the dataset (default: that of the last version it is made of).")
  @Nullable String name;

  @Option(names = "--version", paramLabel = "NUMBER", description = "Number (default: the next).")
  @Nullable String number;

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

  @Mixin private final MergeOptions merging = new MergeOptions();

  /** The request to make it, of parents or of what it squashes. */
  CreateVersion wish(
      Session session, List<String> parents, List<String> squash, @Nullable String profile) {
    return new CreateVersion(
        null,
        project,
        name,
        number,
        parents,
        squash,
        merging.merge,
        merging.onConflict,
        tags,
        description,
        message,
        profile,
        storage,
        Map.of(),
        Producer.describe(session));
  }
}
