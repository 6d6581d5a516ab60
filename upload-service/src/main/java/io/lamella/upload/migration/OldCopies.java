package io.lamella.upload.migration;

import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.pack.PackRow;
import io.lamella.upload.pack.Packs;
import io.lamella.upload.pack.Stores;
import io.quarkus.scheduler.Scheduled;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Removes what migrations left in former stores, when nobody can hold a ticket any more that names
 * these.
 */
@ApplicationScoped
class OldCopies {
  private static final Logger LOG = Logger.getLogger(OldCopies.class);

  private final Database database;
  private final Stores stores;
  private final UploadConfig config;

  @Inject
  OldCopies(Database database, Stores stores, UploadConfig config) {
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
   * Removes the next one behind {@code before}, and answers its pack's number. The pack's row stays
   * locked until the object is gone, so that it is not brought back there meanwhile; where the
   * store is away, both stay.
   */
  private Optional<Long> removeNext(Transaction tx, long before) {
    Optional<Row> next =
        tx.first(
            "SELECT p.pack_no, p.domain, p.id, p.generation, p.store, p.bytes, p.chunks, o.store AS"
                + " former FROM old_copy o JOIN pack p USING (pack_no) WHERE o.after < $1 AND"
                + " p.pack_no > $2 ORDER BY p.pack_no LIMIT 1 FOR UPDATE SKIP LOCKED",
            Columns.time(Instant.now()),
            before);
    next.ifPresent(row -> remove(tx, Packs.rowOf(row), row.getString("former")));
    return next.map(row -> row.getLong("pack_no"));
  }

  private void remove(Transaction tx, PackRow pack, String former) {
    try {
      if (!pack.store().equals(former)) {
        stores.open(former).delete(pack.pack().key());
      }
      tx.run("DELETE FROM old_copy WHERE pack_no = $1 AND store = $2", pack.number(), former);
    } catch (IOException | RuntimeException e) {
      LOG.infof("%s stays in %s for now: %s", pack.pack().key(), former, e);
    }
  }
}
