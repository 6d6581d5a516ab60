package io.lamella.cli.files;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.ProgressLine;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.OfflineReference;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionOptions;
import io.lamella.cli.session.Ignored;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.content.glob.Glob;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.folder.Selection;
import io.lamella.sdk.folder.Symlinks;
import io.lamella.sdk.log.Outcome;
import io.lamella.sdk.offline.OfflineDraft;
import io.lamella.sdk.transfer.AddRequest;
import io.lamella.sdk.transfer.LinkRequest;
import io.lamella.sdk.transfer.Transferred;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts files into a draft. */
@Command(
    name = "add",
    description = {
      "Put files and folders of this machine into a draft; transfers at once.",
      "With --links what lies elsewhere: the version keeps the address and what it was pinned to"
          + " (size and etag, or digest), and get fetches it from there.",
      "With --as objects --to URI the files become plain objects there, each at its path in the"
          + " version, which links to them."
    },
    footer = {
      "",
      "Example:",
      "  lamella add --files ./frames --exclude '*.tmp'",
      "  lamella add --links https://example.org/labels.csv",
      "  lamella add --links file:///mnt/frames --dataset-folder raw",
      "  lamella add --files ./frames --as objects --to file:///mnt/bucket/frames"
    })
public final class AddCommand extends LamellaCommand {
  @Mixin private final VersionOptions version = new VersionOptions();
  @Mixin private final ScanOptions scan = new ScanOptions();
  @Mixin private final Ignored.Transfer ignored = new Ignored.Transfer();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files and folders, or with --files the version.")
  List<String> arguments = new ArrayList<>();

  @Option(
      names = "--files",
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files and folders: of a folder its contents, of a file its name.")
  List<String> files = new ArrayList<>();

  @Option(
      names = "--wildcard",
      arity = "0..*",
      paramLabel = "GLOB",
      description = "Only files that match; without a / at any depth.")
  List<String> wildcards = new ArrayList<>();

  @Option(
      names = "--links",
      arity = "0..*",
      paramLabel = "URI",
      description =
          "Link to what lies at http:, https:, file:, s3:, gs: or azblob: addresses; of a"
              + " file: folder, or a prefix that ends with /, to all in it.")
  List<String> links = new ArrayList<>();

  @Option(
      names = "--materialize",
      description = "Fetch what --links names, and put its bytes as files.")
  boolean materialize;

  /** What files become. */
  enum Form {
    FILES,
    OBJECTS
  }

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description = "files (the default), or objects, which need --to.")
  Form form = Form.FILES;

  @Option(
      names = "--to",
      paramLabel = "URI",
      description =
          "With --as objects: address of the folder or bucket (file:, s3:, gs:, azblob:) that they"
              + " are put into.")
  @Nullable String to;

  @Option(names = "--base-folder", description = "Keep paths relative to this folder.")
  @Nullable String baseFolder;

  @Option(names = "--dry-run", description = "Only say what would happen.")
  boolean dryRun;

  @Override
  protected int run(Session session) throws IOException {
    if (materialize && links.isEmpty()) {
      throw new UsageException("--materialize fetches what --links names: say --links URI...");
    }
    if ((form == Form.OBJECTS) != (to != null)) {
      throw new UsageException("--as objects needs --to URI, the folder that they are put into");
    }
    if (to != null && !links.isEmpty()) {
      throw new UsageException("--as objects is for files: add --links in a command of its own");
    }
    Named named = named(session);
    if (named.values().isEmpty()) {
      throw new UsageException("say what to add: --files FILE... or --links URI...");
    }
    Optional<OfflineDraft> offline =
        OfflineReference.find(session, version, named.reference(version));
    if (offline.isPresent()) {
      if (!links.isEmpty() || dryRun || to != null) {
        throw new UsageException(
            "an offline version takes files, without --links, --as objects and --dry-run");
      }
      return report(session, offline.get().add(request(session.folder(), named.values())));
    }
    VersionView draft = new Target(session).draft(version, named.reference(version));
    ignored.check(session, draft);
    List<String> values = named.values();
    return report(
        session,
        dryRun
            ? put(session, draft, values)
            : session
                .client()
                .log(draft)
                .recording("add", () -> put(session, draft, values), Outcome::of));
  }

  private Transferred put(Session session, VersionView draft, List<String> values)
      throws IOException {
    try (ProgressLine progress = session.output().progress()) {
      Transferred linked = links.isEmpty() ? null : link(session, draft, progress);
      if (linked != null && isOfLinksAlone()) {
        return linked;
      }
      AddRequest request = request(session.folder(), values);
      if (to != null) {
        return session.client().objects(draft).add(request, to, dryRun, progress);
      }
      Transferred put =
          session.client().files(draft).add(request, ignored.readers(), dryRun, progress);
      return linked == null ? put : put.plus(linked);
    }
  }

  /** With patterns alone, what matches in this folder is meant; an argument is the version then. */
  private Named named(Session session) {
    if (isOfLinksAlone()) {
      return Named.of(links, arguments);
    }
    boolean version =
        files.isEmpty()
            && !wildcards.isEmpty()
            && arguments.stream()
                .noneMatch(
                    one -> Glob.isPattern(one) || Files.exists(session.folder().resolve(one)));
    return version ? Named.of(List.of("."), arguments) : Named.of(files, arguments);
  }

  private boolean isOfLinksAlone() {
    return !links.isEmpty() && files.isEmpty();
  }

  private Transferred link(Session session, VersionView draft, ProgressLine progress)
      throws IOException {
    List<String> include = new ArrayList<>(scan.include);
    include.addAll(wildcards);
    return session
        .client()
        .links(draft)
        .add(
            new LinkRequest(
                links,
                scan.datasetFolder,
                Selection.of(include, scan.exclude, !scan.nonRecursive),
                materialize),
            ignored.readers(),
            dryRun,
            progress);
  }

  private AddRequest request(Path folder, List<String> paths) {
    List<String> include = new ArrayList<>(scan.include);
    include.addAll(wildcards);
    return new AddRequest(
        paths.stream().map(path -> folder.resolve(path).normalize().toString()).toList(),
        scan.datasetFolder,
        baseFolder == null ? null : folder.resolve(baseFolder).normalize().toString(),
        include,
        scan.exclude,
        !scan.nonRecursive,
        scan.symlinks(Symlinks.INSIDE),
        scan.skipInvalid,
        scan.strict,
        scan.checksum);
  }

  static int report(Session session, Transferred done) {
    done.notes().forEach(session.output()::note);
    session.output().report(object(done), text(done));
    if (!done.failed().isEmpty()) {
      throw new IncompleteException("not all was added", done.failed());
    }
    return 0;
  }

  static Map<String, @Nullable Object> object(Transferred done) {
    return Objects.of(
        "id", done.version(),
        "added", done.added(),
        "modified", done.modified(),
        "removed", done.removed(),
        "unchanged", done.unchanged(),
        "bytes", done.bytes(),
        "bytesRead", done.bytesRead(),
        "bytesSent", done.bytesSent());
  }

  static String text(Transferred done) {
    return "added %d, modified %d, removed %d, unchanged %d; %s; read %s, sent %s"
        .formatted(
            done.added(),
            done.modified(),
            done.removed(),
            done.unchanged(),
            Sizes.bytes(done.bytes()),
            Sizes.bytes(done.bytesRead()),
            Sizes.bytes(done.bytesSent()));
  }
}
