package io.lamella.sdk.storage;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.MigrateStorage;
import io.lamella.contracts.rest.MigrationView;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Pages;
import io.lamella.sdk.server.Pause;
import io.lamella.sdk.server.Query;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stored bytes of datasets that are brought from one store to another, while they are read and
 * written.
 */
public final class Migrations {
  private static final String PATH = "/v1/storage-migrations";
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int PAGE = 200;

  private final Connection connection;

  public Migrations(Connection connection) {
    this.connection = connection;
  }

  /**
   * Brings what a dataset has stored, and what shares chunks with it, to another store; for
   * administrators. What lies there stays, and what is on its way there is answered again.
   *
   * @param to URI of the store, or its name on the server
   * @param keep what lies elsewhere stays there as well
   * @return one for each store that it leaves; none when all of it lies there
   * @throws LamellaException {@code conflict} while it is brought to another one
   */
  public List<MigrationView> begin(UUID dataset, String to, boolean keep) {
    return connection.list(
        withJson(
            Call.post("/v1/datasets/" + dataset + "/storage-migrations"),
            new MigrateStorage(to, keep)),
        MigrationView.class);
  }

  /**
   * How far one has come.
   *
   * @throws LamellaException {@code not-found}
   */
  public MigrationView get(UUID id) {
    return connection.json(Call.get(PATH + "/" + id), MigrationView.class);
  }

  /**
   * The newest first, page by page as the stream is read.
   *
   * @param dataset of what it has stored; null: all
   */
  public Stream<MigrationView> list(@Nullable UUID dataset) {
    return Pages.stream(
        after ->
            connection.page(
                Call.get(
                    new Query(PATH)
                        .with("dataset", dataset)
                        .with("after", after)
                        .with("limit", PAGE)
                        .toString()),
                MigrationView.class));
  }

  /** Waits until one has ended, which may be days; the server goes on without the one who waits. */
  public MigrationView await(UUID id, Consumer<MigrationView> progress) {
    MigrationView now = get(id);
    progress.accept(now);
    while (now.ended() == null) {
      Pause.unchecked(LOOK);
      now = get(id);
      progress.accept(now);
    }
    return now;
  }
}
