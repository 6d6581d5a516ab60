package io.lamella.upload.seal;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.SealFailed;
import io.lamella.kit.trace.About;
import io.lamella.kit.trace.Step;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.transfer.Doors;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Does one claimed seal after the other, and what follows when one does not work out. */
@ApplicationScoped
class Sealing {
  private static final Logger LOG = Logger.getLogger(Sealing.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** So many paths are told whose bytes are gone, and so many of them in the text for people. */
  private static final int MISSING = 1_000;

  private static final int NAMED = 20;

  private final Database database;
  private final Seals seals;
  private final SealWork work;
  private final SealCommit commit;
  private final UploadConfig config;
  private final Vertx vertx;
  private final SealMeters meters;

  @Inject
  Sealing(
      Database database,
      Seals seals,
      SealWork work,
      SealCommit commit,
      UploadConfig config,
      Vertx vertx,
      SealMeters meters) {
    this.database = database;
    this.seals = seals;
    this.work = work;
    this.commit = commit;
    this.config = config;
    this.vertx = vertx;
    this.meters = meters;
  }

  /** Claims and does the next seal; false when there is none. */
  boolean next() {
    Optional<SealTask> task = database.inTransaction(seals::claim);
    task.ifPresent(this::traced);
    return task.isPresent();
  }

  private void traced(SealTask task) {
    Step.run(
        vertx,
        "seal version",
        task.traceparent(),
        () -> {
          About.version(task.version(), task.request().dataset());
          run(task);
        });
  }

  private void run(SealTask task) {
    if (task.claims() > config.sealing().claims()) {
      fail(task, ErrorCode.SEAL_FAILED, "Sealing was begun " + (task.claims() - 1) + " times");
      return;
    }
    if (task.attempts() >= config.sealing().attempts()) {
      fail(task, ErrorCode.SEAL_FAILED, "Sealing failed " + task.attempts() + " times");
      return;
    }
    AtomicBoolean held = new AtomicBoolean(true);
    long began = System.nanoTime();
    long renewal =
        vertx.setPeriodic(
            Math.max(100, config.sealing().claim().toMillis() / 3), timer -> renew(task, held));
    try {
      Sealed sealed = work.seal(task, held::get);
      if (commit.commit(task, sealed)) {
        meters.sealed(began, sealed.tree().totals().bytes());
        LOG.infof("sealed %s, epoch %d", task.version(), task.epoch());
      }
    } catch (Throwable e) {
      meters.failed(began);
      failed(task, Doors.understood(e));
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

  private void failed(SealTask task, Throwable cause) {
    Step.failed(cause);
    int attempt = task.attempts() + 1;
    LOG.warnf(cause, "seal of %s, epoch %d, attempt %d", task.version(), task.epoch(), attempt);
    if (cause instanceof GoneException gone) {
      fail(task, gone);
    } else if (cause instanceof LamellaException known && isForGood(known.code())) {
      fail(task, known.code(), String.valueOf(known.getMessage()));
    } else if (attempt >= config.sealing().attempts()) {
      fail(
          task,
          ErrorCode.SEAL_FAILED,
          "Sealing failed " + attempt + " times, the last time with " + kind(cause));
    } else {
      quietly(() -> database.transact(tx -> seals.retry(tx, task, pause(attempt))));
    }
  }

  private static boolean isForGood(ErrorCode code) {
    return code == ErrorCode.CONTENT_DAMAGED || code.status() < 500;
  }

  /** What an operator can tell people; the log has the rest. */
  private static String kind(Throwable cause) {
    return cause instanceof LamellaException known
        ? known.code().code() + ": " + known.getMessage()
        : cause.getClass().getSimpleName();
  }

  /** From half a second to minutes: what is away may take that long to come back. */
  static Duration pause(int attempt) {
    Duration pause = Duration.ofMillis(500L << (2 * Math.min(attempt - 1, 10)));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void fail(SealTask task, GoneException gone) {
    List<String> paths = paths(task, gone);
    String detail = gone.getMessage() + "; resume, and send again what is made of them";
    if (!paths.isEmpty()) {
      List<String> named = paths.subList(0, Math.min(NAMED, paths.size()));
      String others = named.size() < paths.size() ? " and others" : "";
      detail += ": " + String.join(", ", named) + others;
    }
    end(task, new SealFailed(task.version(), task.epoch(), gone.code().code(), detail, paths));
  }

  private List<String> paths(SealTask task, GoneException gone) {
    try {
      return work.pathsIn(gone.packs(), task, MISSING);
    } catch (IOException | RuntimeException e) {
      LOG.warnf(e, "it is not known which paths of %s are gone", task.version());
      return List.of();
    }
  }

  private void fail(SealTask task, ErrorCode code, String detail) {
    end(task, new SealFailed(task.version(), task.epoch(), code.code(), detail));
  }

  private void end(SealTask task, SealFailed failure) {
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
