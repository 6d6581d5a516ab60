package io.lamella.cli.ingest;

import io.lamella.cli.reference.UsageException;
import io.lamella.contracts.VersionId;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.rest.IngestTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be ingested, and where it goes. */
final class RequestOptions {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:file|https?|s3|gs|azblob):/.*", Pattern.CASE_INSENSITIVE);

  enum Mode {
    ADD,
    SYNC,
    LINK
  }

  enum OnError {
    FAIL,
    SKIP
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "URI",
      description = {
        "file:, http:, https:, s3:, gs: or azblob:, as the server reaches it: an object,",
        "or with / at its end all beneath it."
      })
  List<String> uris = new ArrayList<>();

  @Option(names = "--project", description = "Path of the project; made where it is missing.")
  @Nullable String project;

  @Option(names = "--name", description = "Name of the dataset; made where it is missing.")
  @Nullable String name;

  @Option(
      names = "--version",
      paramLabel = "NUMBER|ID",
      description = "Number (default: the next), or the id of an open draft, which is filled.")
  @Nullable String version;

  @Option(
      names = "--parents",
      arity = "0..*",
      paramLabel = "REF",
      description = "What the new version builds on; @latest is of the same dataset.")
  List<String> parents = new ArrayList<>();

  @Option(names = "--tags", arity = "0..*", paramLabel = "TAG", description = "Tags.")
  List<String> tags = new ArrayList<>();

  @Option(
      names = {"-m", "--message"},
      description = "Why it was made.")
  @Nullable String message;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "add (put over what is there, as by default), sync (what else is there goes) or link"
              + " (only pinned, not read).")
  @Nullable Mode mode;

  @Option(
      names = "--on-error",
      paramLabel = "WHAT",
      description =
          "When a file cannot be had: fail (as by default), or skip it, go on and name it.")
  @Nullable OnError onError;

  @Option(names = "--no-finalize", description = "Leave the version open.")
  boolean noFinalize;

  @Option(names = "--publish", description = "Publish the version when it is final.")
  boolean publish;

  @Option(
      names = "--key",
      description = "Idempotency key: the same request with it is the same ingest, not another.")
  @Nullable String key;

  @Option(
      names = "--include",
      arity = "0..*",
      paramLabel = "GLOB",
      description = "Only what matches, of paths beneath an address.")
  List<String> include = new ArrayList<>();

  @Option(
      names = "--exclude",
      arity = "0..*",
      paramLabel = "GLOB",
      description = "Not what matches.")
  List<String> exclude = new ArrayList<>();

  @Option(
      names = "--path",
      paramLabel = "FOLDER",
      description = "Folder in the version (default: the top).")
  @Nullable String path;

  boolean areGiven() {
    return Stream.of(uris, parents, tags, include, exclude).anyMatch(list -> !list.isEmpty())
        || Stream.of(project, name, version, message, mode, onError, key, path)
            .anyMatch(Objects::nonNull)
        || noFinalize
        || publish;
  }

  /**
   * The request that the options write.
   *
   * @throws UsageException when something is missing or cannot be meant
   */
  IngestRequest request() {
    requireNoAddress("--parents", parents);
    requireNoAddress("--tags", tags);
    requireNoAddress("--include", include);
    requireNoAddress("--exclude", exclude);
    if (uris.isEmpty()) {
      throw new UsageException("name what to ingest: URI..., or --file REQUEST");
    }
    boolean isDraft = version != null && VersionId.parse(version).isPresent();
    if (!isDraft && (project == null || name == null)) {
      throw new UsageException("say --project and --name, or --version with the id of a draft");
    }
    if (publish && noFinalize) {
      throw new UsageException("--publish: what is to be published is finalized first");
    }
    return new IngestRequest(
        new IngestTarget(project, name, version, parents, tags, message, Map.of()),
        uris.stream().map(this::source).toList(),
        word(mode == null ? Mode.ADD : mode),
        !noFinalize,
        publish,
        word(onError == null ? OnError.FAIL : onError),
        key);
  }

  private IngestSource source(String uri) {
    return new IngestSource(uri, false, null, null, include, exclude, path);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Options that take several values also take what was meant to be ingested. */
  private static void requireNoAddress(String option, List<String> values) {
    for (String value : values) {
      if (ADDRESS.matcher(value).matches()) {
        throw new UsageException(
            value + " would be a value of " + option + "; write what to ingest before the options");
      }
    }
  }
}
