package io.lamella.upload.seal;

import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.Sealer;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.SealFailed;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does one claimed seal after the other, and what follows when one does not work out. */
@ApplicationScoped
class Sealing {
  private static final Logger LOG = Logger.getLogger(Sealing.class);

  private final Database database;
  private final Seals seals;
  private final SealWork work;
  private final SealCommit commit;
  private final UploadConfig config;
  private final Vertx vertx;

  @Inject
  Sealing(
      Database database,
      Seals seals,
      SealWork work,
      SealCommit commit,
      UploadConfig config,
      Vertx vertx) {
    this.database = database;
    this.seals = seals;
    this.work = work;
    this.commit = commit;
    this.config = config;
    this.vertx = vertx;
  }

  /** Claims and does the next seal; false when there is none. */
  boolean next() {
    Optional<SealTask> task = database.inTransaction(seals::claim);
    task.ifPresent(this::run);
    return task.isPresent();
  }

  private void run(SealTask task) {
    if (task.attempt() > config.sealing().attempts()) {
      fail(
          task,
          ErrorCode.SEAL_FAILED,
          "Sealing was tried " + config.sealing().attempts() + " times and never ended");
      return;
    }
    AtomicBoolean held = new AtomicBoolean(true);
    long renewal =
        vertx.setPeriodic(
            Math.max(100, config.sealing().claim().toMillis() / 3), timer -> renew(task, held));
    try {
      Sealer.Result result = work.seal(task, held::get);
      commit.commit(task, result);
      LOG.infof("sealed %s, epoch %d", task.version(), task.epoch());
    } catch (LamellaException e) {
      failed(task, e.code(), e);
    } catch (CorruptedException e) {
      failed(task, ErrorCode.CONTENT_DAMAGED, e);
    } catch (Exception e) {
      failed(task, null, e);
    } finally {
      vertx.cancelTimer(renewal);
    }
  }

  private void renew(SealTask task, AtomicBoolean held) {
    vertx.executeBlocking(
        () -> {
          if (!database.inTransaction(tx -> seals.renew(tx, task))) {
            held.set(false);
          }
          return null;
        },
        false);
  }

  private void failed(SealTask task, @Nullable ErrorCode code, Exception cause) {
    boolean last = task.attempt() >= config.sealing().attempts();
    LOG.warnf(
        cause, "seal of %s, epoch %d, attempt %d", task.version(), task.epoch(), task.attempt());
    if (code != null && (code == ErrorCode.CONTENT_DAMAGED || code.status() < 500)) {
      fail(task, code, String.valueOf(cause.getMessage()));
    } else if (last) {
      fail(task, ErrorCode.SEAL_FAILED, "Sealing did not work in " + task.attempt() + " attempts");
    } else {
      Duration pause = Duration.ofMillis(250L << Math.min(task.attempt(), 8));
      quietly(() -> database.transact(tx -> seals.retry(tx, task, pause)));
    }
  }

  private void fail(SealTask task, ErrorCode code, String detail) {
    SealFailed failure = new SealFailed(task.version(), task.epoch(), code.code(), detail);
    quietly(() -> commit.fail(task, failure));
  }

  /** The claim ends by itself when even this does not work. */
  private static void quietly(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("a seal waits for the end of its claim", e);
    }
  }
}
