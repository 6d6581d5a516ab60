package io.lamella.upload.pack;

import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.quarkus.scheduler.Scheduled;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
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
    Optional<Long> last = Optional.of(0L);
    while (last.isPresent()) {
      long before = last.get();
      last = database.inTransaction(tx -> removeNext(tx, before));
    }
  }

  /**
   * Removes the next one behind {@code before}, and answers its number. The row stays locked until
   * the object is gone, so that nobody reserves the name meanwhile; where the store is away, both
   * stay.
   */
  private Optional<Long> removeNext(Transaction tx, long before) {
    Optional<Row> row =
        tx.first(
            "SELECT "
                + Packs.COLUMNS
                + " FROM pack WHERE state ="
                + " 'WRITING' AND until < now() AND pack_no > $1 ORDER BY pack_no LIMIT 1 FOR"
                + " UPDATE SKIP LOCKED",
            before);
    row.map(Packs::rowOf)
        .filter(this::removeObject)
        .ifPresent(found -> tx.run("DELETE FROM pack WHERE pack_no = $1", found.number()));
    return row.map(found -> found.getLong("pack_no"));
  }

  private boolean removeObject(PackRow row) {
    try {
      stores.open(row.store()).delete(row.pack().key());
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.infof("%s stays for now: %s", row.pack().key(), e);
      return false;
    }
  }
}
