package io.lamella.cli.storage;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.ProgressLine;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.PacksFound;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.LamellaClient;
import io.lamella.sdk.version.Created;
import io.lamella.sdk.version.DatasetQuery;
import io.lamella.sdk.version.VersionQuery;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the server know again what lies in its stores. */
@Command(
    name = "reindex",
    description = {
      "Have the server look for packs in its stores that its database does not know.",
      "For after a restore: of all datasets, or of one and what shares chunks with it.",
      "Exit code 1 if objects are not the packs they are called. It can be run again at any time."
    },
    footer = {
      "",
      "Example:",
      "  lamella storage reindex",
      "  lamella storage reindex vision/frames"
    })
public final class StorageReindexCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    Set<String> seen = new HashSet<>();
    boolean whole = true;
    for (DatasetView dataset : datasets(session)) {
      for (VersionView one : places(session.client(), dataset)) {
        whole &= reindex(session, dataset, one, seen);
      }
    }
    return whole ? 0 : 1;
  }

  private List<DatasetView> datasets(Session session) throws IOException {
    if (version.isGiven()) {
      return List.of(new Target(session).dataset(version));
    }
    DatasetQuery all =
        new DatasetQuery(null, false, null, false, List.of(), true, false, Created.ANY);
    try (Stream<DatasetView> found = session.client().datasets().search(all)) {
      return found.toList();
    }
  }

  /** A version for each store that versions of a dataset have their own bytes in. */
  private static List<VersionView> places(LamellaClient client, DatasetView dataset) {
    VersionQuery all =
        VersionQuery.builder()
            .project(dataset.project())
            .name(dataset.name())
            .unfinished(true)
            .includeArchived(true)
            .build();
    Set<String> stores = new HashSet<>();
    try (Stream<VersionView> versions = client.versions().search(all)) {
      return versions.filter(one -> stores.add(one.storage())).toList();
    }
  }

  /** Datasets that share chunks lie in one place, which is looked at once. */
  private static boolean reindex(
      Session session, DatasetView dataset, VersionView one, Set<String> seen) {
    LamellaClient client = session.client();
    VersionView view = client.versions().get(one.id());
    String name = dataset.project() + "/" + dataset.name();
    if (!seen.add(client.reindexing().place(view))) {
      return true;
    }
    try (ProgressLine progress = session.output().progress()) {
      PacksFound found =
          client
              .reindexing()
              .of(
                  view,
                  () -> client.versions().get(one.id()),
                  (sum, parts) ->
                      progress.say(
                          name
                              + ": "
                              + parts * 100 / 256
                              + " %, "
                              + Sizes.count(sum.packs(), "pack")));
      progress.close();
      print(session, name, view, found);
      return found.damaged().isEmpty();
    }
  }

  private static void print(Session session, String name, VersionView view, PacksFound found) {
    String text =
        "%s in %s: %s, %d of them were not known (%s, %s)"
            .formatted(
                name,
                view.storage(),
                Sizes.count(found.packs(), "pack"),
                found.added(),
                Sizes.bytes(found.bytes()),
                Sizes.count(found.chunks(), "chunk"));
    String damaged =
        found.damaged().isEmpty()
            ? ""
            : "\nnot what they are called:\n  " + String.join("\n  ", found.damaged());
    session
        .output()
        .answer(
            Objects.of(
                "dataset", name,
                "storage", view.storage(),
                "packs", found.packs(),
                "added", found.added(),
                "chunks", found.chunks(),
                "bytes", found.bytes(),
                "damaged", found.damaged()),
            text + damaged);
  }
}
