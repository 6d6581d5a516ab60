package io.lamella.cli.files;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.ProgressLine;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.run.RunOptions;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.content.localcopy.FolderNotEmptyException;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.contents.Portion;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.link.LackingLinksException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a folder of a version. */
@Command(
    name = "get",
    description =
        "Get a version, or a portion of it, as a folder: the shared read-only copy, or one to"
            + " write in.",
    footer = {
      "",
      "Example:",
      "  lamella get vision/frames@1.0.2 --copy ./frames",
      "  lamella get vision/frames --files '*.jpg' labels/ --part 0 --num-parts 4",
      "  lamella get vision/frames --changed-from vision/frames@1.0.1 --copy ./new"
    })
public final class GetCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();
  @Mixin private final PortionOptions options = new PortionOptions();
  @Mixin private final RunOptions runs = new RunOptions();

  @Option(names = "--copy", paramLabel = "DIR", description = "A writable copy there.")
  @Nullable Path copy;

  @Option(names = "--link", paramLabel = "DIR", description = "A symlink there to the shared copy.")
  @Nullable Path link;

  @Option(
      names = "--overwrite",
      description = "Bring what is there to what is asked for: the rest goes.")
  boolean overwrite;

  @Option(names = "--verify", description = "Check every byte of what is there already.")
  boolean verify;

  @Option(names = "--max-workers", paramLabel = "N", hidden = true)
  @Nullable Integer maxWorkers;

  @Override
  protected int run(Session session) throws IOException {
    Portion portion = options.portion();
    if (copy != null && link != null) {
      throw new UsageException("either --copy or --link");
    }
    if (maxWorkers != null) {
      session.output().note("--max-workers has no meaning here: as many work as help");
    }
    long start = System.nanoTime();
    VersionView view = version(session);
    VersionContents contents = session.client().contents(view);
    VersionContents before = options.changedFrom(session);
    if (before != null) {
      portion = portion.changedFrom(before);
    }
    LocalCopies.Wanted wanted = contents.wanted(portion);
    try (LocalCopies copies = session.copies();
        ProgressLine progress = session.output().progress()) {
      ExternalLinks links = session.client().links();
      LocalCopies.Copied copied =
          copy != null
              ? copies.writable(
                  wanted,
                  contents.packs(),
                  links,
                  session.folder().resolve(copy),
                  overwrite,
                  progress)
              : copies.shared(wanted, contents.packs(), links, verify, progress);
      progress.close();
      Path path = link == null ? copied.folder() : link(session, link, copied.folder());
      long fetched = contents.packs().bytesFetched() + links.bytesFetched();
      fetched += before == null ? 0 : before.packs().bytesFetched();
      String name = portion.isAll() ? Names.of(view) : Names.of(view) + ", " + portion.words();
      runs.record(session, view, portion.isAll() ? null : portion.words());
      report(session, view, name, copied, path, fetched, start);
      if (!copied.lacking().isEmpty()) {
        throw new LackingLinksException(copied.lacking());
      }
    } catch (FolderNotEmptyException e) {
      throw new UsageException(
          copy + " is not empty; --overwrite brings it to what is asked for and removes the rest");
    }
    return 0;
  }

  /** The version that is asked for, or that is to be used instead. */
  private VersionView version(Session session) throws IOException {
    String override = runs.override(session);
    Target target = new Target(session);
    return override == null ? target.find(version) : target.resolve(override);
  }

  /** A link of ours from before, or with {@code --overwrite} any link, is replaced at once. */
  Path link(Session session, Path name, Path shared) throws IOException {
    Path place = session.folder().resolve(name);
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(place);
    }
    Path parent = Files.createDirectories(place.toAbsolutePath().normalize().getParent());
    if (!Files.isSymbolicLink(place) || !(overwrite || isOurs(session, place))) {
      return Files.createSymbolicLink(place, shared);
    }
    Path draft = parent.resolve("." + place.getFileName() + "." + UUID.randomUUID());
    Files.createSymbolicLink(draft, shared);
    return Files.move(
        draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isOurs(Session session, Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    Path copies = session.home().copies();
    return target.startsWith(copies) || target.startsWith(copies.toRealPath());
  }

  private static void report(
      Session session,
      VersionView view,
      String name,
      LocalCopies.Copied copied,
      Path path,
      long fetched,
      long start) {
    double seconds = (System.nanoTime() - start) / 1_000_000 / 1000.0;
    copied.notes().forEach(session.output()::note);
    session
        .output()
        .note(
            "%s: %s, %s; fetched %s, reused %s, %.1f s"
                .formatted(
                    name,
                    Sizes.count(copied.files(), "file"),
                    Sizes.bytes(copied.bytes()),
                    Sizes.bytes(fetched),
                    Sizes.bytes(copied.bytesReused()),
                    seconds));
    session
        .output()
        .answer(
            Objects.of(
                "path", path.toString(),
                "id", view.id(),
                "number", view.number(),
                "digest", view.digest(),
                "files", copied.files(),
                "bytes", copied.bytes(),
                "bytesFetched", fetched,
                "bytesReused", copied.bytesReused(),
                "seconds", seconds),
            path.toString());
  }
}
