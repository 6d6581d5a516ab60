package io.lamella.upload.migration;

import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.pack.PackRow;
import io.lamella.upload.transfer.Workers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the packs of a domain to another store, several at a time, until none lies elsewhere. What
 * dies in between is done again from the rows of the packs that are not there yet; a pack that
 * cannot be brought is tried again later, and the others are brought meanwhile.
 */
@ApplicationScoped
class Migrating {
  private static final Logger LOG = Logger.getLogger(Migrating.class);

  private final Database database;
  private final Migrations migrations;
  private final PackMove move;
  private final UploadConfig config;
  private final ExecutorService threads;

  @Inject
  Migrating(Database database, Migrations migrations, PackMove move, UploadConfig config) {
    this.database = database;
    this.migrations = migrations;
    this.move = move;
    this.config = config;
    this.threads =
        Executors.newFixedThreadPool(config.migration().packs(), Workers.named("pack-move"));
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }

  /** Claims a migration and goes through its packs once; false when there is none. */
  boolean next() throws InterruptedException {
    Optional<Migration> claimed = database.inTransaction(migrations::claim);
    if (claimed.isPresent()) {
      pass(claimed.get());
    }
    return claimed.isPresent();
  }

  private void pass(Migration migration) throws InterruptedException {
    @Nullable String problem = null;
    long told = System.nanoTime();
    long after = 0;
    while (true) {
      long behind = after;
      List<PackRow> packs =
          database.inTransaction(
              tx -> migrations.next(tx, migration, behind, 2 * config.migration().packs()));
      if (packs.isEmpty()) {
        break;
      }
      @Nullable String failed = bring(migration, packs);
      problem = failed == null ? problem : failed;
      after = packs.get(packs.size() - 1).number();
      if (!database.inTransaction(tx -> migrations.renew(tx, migration))) {
        return;
      }
      if (System.nanoTime() - told > config.migration().poll().toNanos()) {
        String soFar = problem;
        database.transact(tx -> migrations.tell(tx, migration, soFar));
        told = System.nanoTime();
      }
    }
    end(migration, problem);
  }

  private void end(Migration migration, @Nullable String problem) {
    Duration pause = problem == null ? config.migration().poll() : config.migration().pause();
    if (database.inTransaction(tx -> migrations.end(tx, migration, problem, pause))) {
      LOG.infof("all packs of %s lie in %s", migration.domain(), migration.target());
    } else if (problem != null) {
      LOG.warnf("packs of %s stay where they are for now: %s", migration.domain(), problem);
    }
  }

  /** Brings some packs; answers what was wrong with the last one that could not be brought. */
  private @Nullable String bring(Migration migration, List<PackRow> packs)
      throws InterruptedException {
    List<Future<@Nullable String>> under = new ArrayList<>();
    for (PackRow pack : packs) {
      under.add(threads.submit(() -> bring(migration, pack)));
    }
    @Nullable String problem = null;
    for (Future<@Nullable String> one : under) {
      try {
        @Nullable String wrong = one.get();
        problem = wrong == null ? problem : wrong;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return problem;
  }

  private @Nullable String bring(Migration migration, PackRow pack) {
    try {
      database.transact(tx -> migrations.expect(tx, pack, migration.target()));
      move.copy(pack, migration.target());
      database.transact(tx -> migrations.moved(tx, migration, pack));
      return null;
    } catch (IOException | RuntimeException e) {
      LOG.infof("%s stays in %s for now: %s", pack.pack().key(), pack.store(), e);
      return pack.pack().key() + ": " + e.getMessage();
    }
  }
}
