package io.lamella.cli.files;

import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.Reference;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionOptions;
import io.lamella.cli.session.Ignored;
import io.lamella.cli.session.Producer;
import io.lamella.cli.session.Session;
import io.lamella.cli.version.MergeOptions;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.LamellaClient;
import io.lamella.sdk.folder.DatasetFolder;
import io.lamella.sdk.folder.Selection;
import io.lamella.sdk.folder.Symlinks;
import io.lamella.sdk.sync.RememberedDraft;
import io.lamella.sdk.sync.SyncRequest;
import io.lamella.sdk.transfer.Source;
import io.lamella.sdk.transfer.Survey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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
      arity = "0..*",
      paramLabel = "REF",
      description = "What it builds on (default: the newest version); several are merged.")
  List<String> parents = new ArrayList<>();

  @Option(names = "--tags", arity = "0..*", paramLabel = "TAG", description = "Tags.")
  List<String> tags = new ArrayList<>();

  @Option(
      names = {"-m", "--message"},
      description = "Why it was made.")
  @Nullable String message;

  @Option(names = "--description", description = "What it is.")
  @Nullable String description;

  @Option(names = "--profile", description = "How finely files are cut: fine, default or coarse.")
  @Nullable String profile;

  @Mixin private final MergeOptions merging = new MergeOptions();

  private @Nullable String storage;

  Found find(Session session, ScanOptions scan, Ignored.Transfer ignored) throws IOException {
    Path source = session.folder().resolve(folder).normalize();
    if (!Files.isDirectory(source)) {
      throw new UsageException("not a folder: " + source);
    }
    VersionView named = named(session);
    if (named != null && named.state() == VersionState.UPLOADING) {
      requireStore(session, named, ignored);
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
    VersionView begun = begun(session, memory);
    VersionView draft = begun != null && begun.state() == VersionState.UPLOADING ? begun : null;
    VersionView newest = begun != null && draft == null ? begun : base;
    if (newest != null) {
      requireStore(session, newest, ignored);
    }
    storage = ignored.storage();
    VersionView start = parents.size() > 1 ? null : newest;
    return new Found(request(session, source, scan, draft, start, newest), memory);
  }

  private static void requireStore(Session session, VersionView version, Ignored.Transfer ignored) {
    if (!ignored.isStoreOf(session, version)) {
      throw new UsageException(
          "the dataset is kept in "
              + version.storage()
              + "; its store is chosen when it is made, or changed by storage migrate");
    }
  }

  /**
   * What a reference, or the current version, names; null: a dataset, that perhaps is not there.
   */
  private @Nullable VersionView named(Session session) throws IOException {
    Target target = new Target(session);
    String reference = argument != null ? argument : id;
    if (reference != null) {
      return named(target, reference);
    }
    if (project != null || name != null || !parents.isEmpty()) {
      return null;
    }
    Optional<String> current = new CurrentVersion(session).find();
    return target.resolve(
        current.orElseThrow(() -> new UsageException("say --project and --name")));
  }

  private @Nullable VersionView named(Target target, String reference) throws IOException {
    Optional<Reference> words = Reference.parse(reference).filter(Reference::isLatest);
    try {
      return target.find(new VersionOptions(), reference);
    } catch (LamellaException e) {
      if (e.code().status() != 404 || words.isEmpty()) {
        throw e;
      }
      project = words.get().project();
      name = words.get().name();
      return null;
    }
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

  /**
   * The draft that a sync before has begun, or if that was about to be sealed, what became of it.
   */
  private static @Nullable VersionView begun(Session session, RememberedDraft memory)
      throws IOException {
    Optional<UUID> id = memory.find();
    if (id.isEmpty()) {
      return null;
    }
    LamellaClient client = session.client();
    try {
      VersionView view = client.versions().get(id.get());
      if (view.sealing()) {
        return client.await(client.finalizeVersion(view.id()));
      }
      return view.state() == VersionState.UPLOADING ? view : null;
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
    Selection selection = Selection.of(scan.include, scan.exclude, !scan.nonRecursive);
    Map<String, Object> by = Producer.describe(session);
    by.put("folder", source.toString());
    CreateVersion wish =
        new CreateVersion(
            null,
            project != null || dataset == null ? project : dataset.project(),
            name != null || dataset == null ? name : dataset.name(),
            number,
            parents,
            List.of(),
            merging.merge,
            merging.onConflict,
            tags,
            description,
            message,
            profile,
            storage,
            Map.of(),
            by);
    return new SyncRequest(
        new Source.Folder(
            source,
            DatasetFolder.of(scan.datasetFolder),
            selection,
            scan.symlinks(Symlinks.INSIDE)),
        draft,
        base,
        wish,
        new Survey.Terms(scan.skipInvalid, scan.strict),
        scan.checksum);
  }
}
