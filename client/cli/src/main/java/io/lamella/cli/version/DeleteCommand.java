package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.content.Cursor;
import io.lamella.content.manifest.Manifest;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.LamellaClient;
import io.lamella.sdk.link.OwnLinks;
import io.lamella.sdk.version.Datasets;
import io.lamella.sdk.version.DeleteWish;
import io.lamella.sdk.version.VersionQuery;
import io.lamella.sdk.version.Versions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a version into the trash, or deletes it for good. */
@Command(
    name = "delete",
    description = {
      "Put a version into the trash, or with --entire-dataset all of them.",
      "lamella restore brings it back until the term of the trash is over (7 days, unless the"
          + " server has another); with --now it is gone at once."
    },
    footer = {
      "",
      "Example:",
      "  lamella delete vision/frames@1.0.2 --dry-run",
      "  lamella delete vision/frames@1.0.0 --cascade",
      "  lamella delete vision/frames --entire-dataset --force --now --yes"
    })
public final class DeleteCommand extends LamellaCommand {
  private static final int NAMED = 20;

  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(names = "--force", description = "Though it is published.")
  boolean force;

  @Option(names = "--cascade", description = "With the versions that are built on it.")
  boolean cascade;

  @Option(names = "--entire-dataset", description = "All versions of the dataset; needs --force.")
  boolean entireDataset;

  @Option(
      names = "--now",
      description = "For good, without the trash; asks before, or needs --yes where nobody is.")
  boolean now;

  @Option(names = "--yes", description = "The answer to what --now asks.")
  boolean yes;

  @Option(
      names = "--external-files",
      description =
          "Also the files behind external links that it brought, where they are as they were"
              + " pinned; they are listed first. Only with --now: no trash brings them back.")
  boolean externalFiles;

  @Option(names = "--dry-run", description = "Only say what would go.")
  boolean dryRun;

  @Override
  protected int run(Session session) throws IOException {
    Output output = session.output();
    if (externalFiles && !now) {
      throw new UsageException(
          "--external-files deletes for good what a version in the trash would still need: say"
              + " --now too");
    }
    if (entireDataset && !force) {
      throw new UsageException("--entire-dataset needs --force");
    }
    boolean asks = now && !yes && !dryRun;
    if (asks && !output.canAsk()) {
      throw new UsageException("--now deletes for good: say --yes too");
    }
    Target target = new Target(session);
    Function<DeleteWish, DeleteResult> delete = deletion(session, target);
    DeleteWish wish = new DeleteWish(force, cascade, now, dryRun);
    if (asks || (cascade && !dryRun && output.isForPeople())) {
      output.note(names(session, delete.apply(wish.rehearsed())));
    }
    OwnLinks own = externalFiles ? own(session, delete.apply(wish.rehearsed())) : null;
    OwnLinks.Deleted external = own == null ? null : own.rehearse();
    if (external != null) {
      external.deleted().forEach(uri -> output.note("  will be deleted: " + uri));
      external.left().forEach(uri -> output.note("  stays: " + uri));
    }
    if (asks && !output.ask("Delete this for good?")) {
      output.note("nothing was deleted");
      return 1;
    }
    DeleteResult result = delete.apply(wish);
    if (!dryRun) {
      for (UUID gone : result.deleted()) {
        target.current().end(gone);
      }
    }
    if (own != null && !dryRun) {
      external = own.delete();
    }
    Map<String, @Nullable Object> object =
        Objects.of(
            "deleted",
            result.deleted(),
            "freedBytes",
            result.freedBytes(),
            "until",
            result.until());
    if (external != null) {
      object.put("externalFiles", external.deleted());
      object.put("externalLeft", external.left());
    }
    output.report(object, output.isForPeople() ? text(session, result) : "");
    return 0;
  }

  private static OwnLinks own(Session session, DeleteResult result) throws IOException {
    LamellaClient client = session.client();
    OwnLinks own = new OwnLinks(client.links());
    for (UUID id : result.deleted()) {
      try (Cursor<Manifest.Difference> changes =
          client.contents(client.versions().get(id)).changes()) {
        own.add(changes);
      }
    }
    return own;
  }

  private Function<DeleteWish, DeleteResult> deletion(Session session, Target target)
      throws IOException {
    if (entireDataset) {
      Datasets datasets = session.client().datasets();
      UUID id = (now ? target.datasetAnywhere(version) : target.dataset(version)).id();
      return wish -> datasets.delete(id, wish);
    }
    Versions versions = session.client().versions();
    UUID id = (now ? target.findAnywhere(version) : target.findOrTrashed(version)).id();
    return wish -> versions.delete(id, wish);
  }

  private String text(Session session, DeleteResult result) {
    String count = Sizes.count(result.deleted().size(), "version");
    if (dryRun) {
      return "would delete " + count + "\n" + names(session, result);
    }
    Long freed = result.freedBytes();
    Instant until = result.until();
    return until == null
        ? "deleted " + count + (freed == null ? "" : ", " + Sizes.bytes(freed))
        : count + " in the trash until " + until + "; lamella restore brings back";
  }

  /** What a deletion takes, a line each; of very many the first. */
  private static String names(Session session, DeleteResult result) {
    List<UUID> all = result.deleted();
    List<UUID> first = all.subList(0, Math.min(NAMED, all.size()));
    List<String> lines = new ArrayList<>();
    if (!first.isEmpty()) {
      Stream.of(false, true)
          .flatMap(trash -> session.client().versions().search(these(first, trash)))
          .map(DeleteCommand::line)
          .forEach(lines::add);
    }
    if (all.size() > NAMED) {
      lines.add("  and " + (all.size() - NAMED) + " more");
    }
    return lines.stream().collect(Collectors.joining("\n"));
  }

  private static VersionQuery these(List<UUID> ids, boolean trash) {
    return VersionQuery.builder()
        .ids(ids)
        .unfinished(true)
        .includeArchived(true)
        .trash(trash)
        .build();
  }

  private static String line(VersionView view) {
    return "  "
        + Names.of(view)
        + "  "
        + view.state()
        + (view.trash() == null ? "" : ", in the trash")
        + "  "
        + view.id();
  }
}
