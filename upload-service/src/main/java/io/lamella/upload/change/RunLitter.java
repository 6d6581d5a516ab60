package io.lamella.upload.change;

import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.pack.Stores;
import io.quarkus.scheduler.Scheduled;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Removes content of drafts that were closed long ago, and objects of runs that nothing needs. */
@ApplicationScoped
public class RunLitter {
  private static final Logger LOG = Logger.getLogger(RunLitter.class);
  private static final int BATCH = 500;

  private final Database database;
  private final Drafts drafts;
  private final Runs runs;
  private final Stores stores;
  private final UploadConfig config;

  @Inject
  RunLitter(Database database, Drafts drafts, Runs runs, Stores stores, UploadConfig config) {
    this.database = database;
    this.drafts = drafts;
    this.runs = runs;
    this.stores = stores;
    this.config = config;
  }

  @Scheduled(
      every = "${lamella.cleaning}",
      delayed = "${lamella.cleaning}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void clean() {
    if (config.roles().contains(ServiceRole.UPLOAD)) {
      removeClosed();
      removeObjects();
    }
  }

  private void removeClosed() {
    Instant before = Instant.now().minus(config.keepClosed());
    List<UUID> closed = database.inTransaction(tx -> drafts.closedBefore(tx, before, BATCH));
    for (UUID version : closed) {
      try {
        database.transact(
            tx ->
                drafts
                    .lock(tx, version)
                    .filter(draft -> draft.isClosed())
                    .ifPresent(draft -> runs.removeDraft(tx, version)));
      } catch (RuntimeException e) {
        LOG.infof("the draft of %s stays for now: %s", version, e);
      }
    }
  }

  private void removeObjects() {
    List<Row> litter = List.of();
    do {
      String last = litter.isEmpty() ? "" : litter.get(litter.size() - 1).getString("object");
      litter = database.inTransaction(tx -> litterBehind(tx, last));
      litter.forEach(row -> removeObject(row.getString("object"), row.getString("store")));
    } while (litter.size() == BATCH);
  }

  private static List<Row> litterBehind(Transaction tx, String object) {
    return tx
        .run(
            "SELECT object, store FROM run_litter WHERE after < $1 AND object > $2 ORDER BY object"
                + " LIMIT $3",
            Columns.time(Instant.now()),
            object,
            BATCH)
        .stream()
        .toList();
  }

  /** The object goes before the row that names it: what dies in between is done again. */
  private void removeObject(String object, String store) {
    try {
      stores.open(store).delete(object);
      database.transact(tx -> tx.run("DELETE FROM run_litter WHERE object = $1", object));
    } catch (IOException | RuntimeException e) {
      LOG.infof("%s stays for now: %s", object, e);
    }
  }
}
