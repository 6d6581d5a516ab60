package io.lamella.cli.files;

import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionOptions;
import io.lamella.cli.session.Session;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.folder.Selection;
import io.lamella.sdk.folder.Symlinks;
import io.lamella.sdk.glob.Glob;
import io.lamella.sdk.sync.RememberedDraft;
import io.lamella.sdk.sync.SyncRequest;
import io.lamella.sdk.transfer.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which folder is synced, and with what: a draft, or the newest version of a dataset. */
final class SyncTarget {
  /** The work, and where its draft is remembered (null: it is named anyway). */
  record Found(SyncRequest request, @Nullable RememberedDraft memory) {}

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REF",
      description = "A draft, or project/name; else the folder's current version.")
  @Nullable String argument;

  @Option(names = "--id", paramLabel = "REF", description = "A draft, or project/name.")
  @Nullable String id;

  @Option(names = "--folder", paramLabel = "DIR", required = true, description = "The folder.")
  Path folder = Path.of("");

  @Option(names = "--project", description = "Project of the dataset.")
  @Nullable String project;

  @Option(names = "--name", description = "Name of the dataset.")
  @Nullable String name;

  @Option(names = "--version", paramLabel = "NUMBER", description = "Number of the new version.")
  @Nullable String number;

  @Option(
      names = "--parents",
      arity = "1..*",
      paramLabel = "REF",
      description = "What it builds on (default: the newest version).")
  List<String> parents = new ArrayList<>();

  @Option(names = "--tags", arity = "1..*", paramLabel = "TAG", description = "Tags.")
  List<String> tags = new ArrayList<>();

  @Option(
      names = {"-m", "--message"},
      description = "Why it was made.")
  @Nullable String message;

  @Option(names = "--description", description = "What it is.")
  @Nullable String description;

  @Option(names = "--profile", description = "How finely files are cut: fine, default or coarse.")
  @Nullable String profile;

  Found find(Session session, ScanOptions scan) throws IOException {
    Path source = session.folder().resolve(folder).normalize();
    if (!Files.isDirectory(source)) {
      throw new UsageException("not a folder: " + source);
    }
    VersionView named = named(session);
    if (named != null && named.state() == VersionState.UPLOADING) {
      return new Found(request(session, source, scan, named, null, named), null);
    }
    VersionView base = named != null ? named : base(session);
    String dataset =
        project != null && name != null
            ? project + "/" + name
            : base == null ? "" : base.project() + "/" + base.name();
    if (dataset.isEmpty()) {
      throw new UsageException("say --project and --name");
    }
    String server = session.client().server().toString();
    RememberedDraft memory = new RememberedDraft(session.home(), server, dataset, source);
    VersionView draft = begun(session, memory);
    return new Found(request(session, source, scan, draft, base, base), memory);
  }

  /** What a reference, or the current version, names. */
  private @Nullable VersionView named(Session session) throws IOException {
    Target target = new Target(session);
    String reference = argument != null ? argument : id;
    if (reference != null) {
      return target.find(new VersionOptions(), reference);
    }
    if (project != null || name != null || !parents.isEmpty()) {
      return null;
    }
    Optional<String> current = new CurrentVersion(session).find();
    return target.resolve(
        current.orElseThrow(() -> new UsageException("say --project and --name")));
  }

  private @Nullable VersionView base(Session session) {
    Target target = new Target(session);
    if (!parents.isEmpty()) {
      return target.resolve(parents.get(parents.size() - 1));
    }
    if (project == null || name == null) {
      throw new UsageException("say --project and --name");
    }
    try {
      return target.resolve(project + "/" + name + "@latest");
    } catch (LamellaException e) {
      if (e.code().status() == 404) {
        return null;
      }
      throw e;
    }
  }

  private static @Nullable VersionView begun(Session session, RememberedDraft memory)
      throws IOException {
    Optional<UUID> id = memory.find();
    if (id.isEmpty()) {
      return null;
    }
    try {
      VersionView view = session.client().versions().get(id.get());
      return view.state() == VersionState.UPLOADING && !view.sealing() ? view : null;
    } catch (LamellaException e) {
      if (e.code().status() == 404) {
        return null;
      }
      throw e;
    }
  }

  private SyncRequest request(
      Session session,
      Path source,
      ScanOptions scan,
      @Nullable VersionView draft,
      @Nullable VersionView base,
      @Nullable VersionView dataset) {
    Selection selection =
        new Selection(
            scan.include.stream().map(Glob::anywhere).toList(),
            scan.exclude.stream().map(Glob::anywhere).toList(),
            !scan.nonRecursive);
    String prefix = scan.datasetFolder == null ? "" : scan.datasetFolder.replaceAll("^/+|/+$", "");
    CreateVersion wish =
        new CreateVersion(
            project != null || dataset == null ? project : dataset.project(),
            name != null || dataset == null ? name : dataset.name(),
            number,
            parents,
            tags,
            description,
            message,
            profile,
            null,
            Map.of(),
            Map.of("folder", source.toString()));
    return new SyncRequest(
        new Source.Folder(
            source,
            prefix.isEmpty() ? null : EntryPath.of(prefix),
            selection,
            scan.symlinks(Symlinks.INSIDE)),
        draft,
        base,
        wish,
        scan.skipInvalid,
        scan.checksum);
  }
}
