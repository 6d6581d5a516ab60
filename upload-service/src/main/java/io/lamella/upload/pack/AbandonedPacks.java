package io.lamella.upload.pack;

import io.lamella.content.pack.PackRef;
import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.quarkus.scheduler.Scheduled;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Removes packs whose writing was begun and never ended: by their keys, nothing is listed. */
@ApplicationScoped
public class AbandonedPacks {
  private static final Logger LOG = Logger.getLogger(AbandonedPacks.class);

  private final Database database;
  private final Stores stores;
  private final UploadConfig config;

  @Inject
  AbandonedPacks(Database database, Stores stores, UploadConfig config) {
    this.database = database;
    this.stores = stores;
    this.config = config;
  }

  @Scheduled(
      every = "${lamella.cleaning}",
      delayed = "${lamella.cleaning}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void clean() {
    if (!config.roles().contains(ServiceRole.UPLOAD)) {
      return;
    }
    while (database.inTransaction(this::removeOne)) {
      LOG.debug("removed a pack that was never finished");
    }
  }

  /** The row stays locked until the object is gone, so that nobody reserves the name meanwhile. */
  private boolean removeOne(Transaction tx) {
    Optional<Row> row =
        tx.first(
            "SELECT pack_no, domain, id, generation, store, bytes, chunks FROM pack WHERE state ="
                + " 'WRITING' AND until < now() LIMIT 1 FOR UPDATE SKIP LOCKED");
    row.ifPresent(
        found -> {
          PackRef pack = Packs.rowOf(found).pack();
          try {
            stores.open(found.getString("store")).delete(pack.key());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          tx.run("DELETE FROM pack WHERE pack_no = $1", found.getLong("pack_no"));
        });
    return row.isPresent();
  }
}
