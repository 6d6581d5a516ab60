package io.lamella.cli.session;

import io.lamella.cli.reference.UsageException;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.transfer.DraftFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of ClearML Data that mean nothing here: they are taken, and said to be so. */
public final class Ignored {
  private Ignored() {}

  /** Of commands that transfer files. */
  public static final class Transfer {
    @Option(
        names = {"--storage", "--output-uri"},
        paramLabel = "URI",
        hidden = true)
    @Nullable String storage;

    @Option(names = "--chunk-size", paramLabel = "MB", hidden = true)
    @Nullable String chunkSize;

    @Option(names = "--max-workers", paramLabel = "N", hidden = true)
    @Nullable Integer maxWorkers;

    /** Threads that read and hash. */
    public int readers() {
      return maxWorkers == null ? DraftFiles.READERS : Math.max(1, maxWorkers);
    }

    /** The store that is named; null: none. */
    public @Nullable String storage() {
      return storage;
    }

    /** Whether the version's store is named, by its URI or by its name on the server, or none. */
    public boolean isStoreOf(Session session, VersionView version) {
      return storage == null
          || storage.equals(version.storage())
          || (storage.indexOf(':') < 0
              && version.storage().equals(session.client().info().storages().get(storage)));
    }

    /**
     * @throws UsageException when another store is named than the version's
     */
    public void check(Session session, VersionView version) {
      if (!isStoreOf(session, version)) {
        throw new UsageException(
            "the version is kept in "
                + version.storage()
                + "; its store is chosen when it is created, or changed by storage migrate");
      }
      note(session);
    }

    /** Says what of it means nothing. */
    public void note(Session session) {
      if (chunkSize != null) {
        session.output().note("--chunk-size has no meaning here: files are cut by their content");
      }
    }
  }
}
