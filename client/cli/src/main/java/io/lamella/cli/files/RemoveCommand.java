package io.lamella.cli.files;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.OfflineReference;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionOptions;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.log.Outcome;
import io.lamella.sdk.offline.OfflineDraft;
import io.lamella.sdk.remove.Removal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes paths out of a draft. */
@Command(
    name = "remove",
    description = "Take paths out of a draft. logo.png is that file only, logs/ that folder.",
    footer = {"", "Example:", "  lamella remove logs/ 'train/*.tmp' '**/.DS_Store'"})
public final class RemoveCommand extends LamellaCommand {
  @Mixin private final VersionOptions version = new VersionOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Paths from the root of the version, globs or links; with --files the version.")
  List<String> arguments = new ArrayList<>();

  @Option(names = "--files", arity = "0..*", paramLabel = "PATH", description = "Paths and globs.")
  List<String> files = new ArrayList<>();

  @Option(
      names = "--wildcard",
      arity = "0..*",
      paramLabel = "GLOB",
      description = "Globs; without a / at any depth.")
  List<String> wildcards = new ArrayList<>();

  @Option(names = "--links", arity = "0..*", paramLabel = "URI", description = "External links.")
  List<String> links = new ArrayList<>();

  @Option(names = "--non-recursive", description = "Of a folder only what lies directly in it.")
  boolean nonRecursive;

  @Option(names = "--dry-run", description = "Only say what would go.")
  boolean dryRun;

  @Override
  protected int run(Session session) throws IOException {
    List<String> options = new ArrayList<>(files);
    options.addAll(links);
    List<String> said = new ArrayList<>(options);
    said.addAll(wildcards);
    Named named = Named.of(said, arguments);
    if (named.values().isEmpty()) {
      throw new UsageException("say what to remove");
    }
    List<String> paths = said.isEmpty() ? arguments : options;
    Removal.Request request = new Removal.Request(paths, wildcards, !nonRecursive);
    Optional<OfflineDraft> offline =
        OfflineReference.find(session, version, named.reference(version));
    if (offline.isPresent()) {
      return offline(session, offline.get(), request);
    }
    VersionView draft = new Target(session).draft(version, named.reference(version));
    Removal removal = new Removal(session.client().contents(draft), session.client().draft(draft));
    Removal.Removed removed =
        dryRun
            ? removal.remove(request, true)
            : session
                .client()
                .log(draft)
                .recording("remove", () -> removal.remove(request, false), Outcome::of);
    report(
        session,
        draft.id(),
        removed.entries(),
        removed.bytes(),
        "%s %d, %s"
            .formatted(
                dryRun ? "would remove" : "removed",
                removed.entries(),
                Sizes.bytes(removed.bytes())));
    return 0;
  }

  /** What its parents have is counted when it is imported. */
  private int offline(Session session, OfflineDraft draft, Removal.Request request)
      throws IOException {
    if (dryRun) {
      throw new UsageException("an offline version cannot be rehearsed: leave --dry-run out");
    }
    long removed = draft.remove(request);
    boolean inherits = !draft.description().wish().parents().isEmpty();
    report(
        session,
        draft.description().id(),
        removed,
        0,
        "removed "
            + removed
            + " of what was put"
            + (inherits ? "; of its parents when it is imported" : ""));
    return 0;
  }

  private static void report(Session session, UUID id, long removed, long bytes, String text) {
    session
        .output()
        .report(
            Objects.of(
                "id", id,
                "added", 0,
                "modified", 0,
                "removed", removed,
                "unchanged", 0,
                "bytes", bytes,
                "bytesRead", 0,
                "bytesSent", 0),
            text);
  }
}
