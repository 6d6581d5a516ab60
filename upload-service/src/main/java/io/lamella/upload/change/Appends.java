package io.lamella.upload.change;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers runs in drafts: under the row lock, so that a seal sees all of a run or nothing. */
@ApplicationScoped
public class Appends {
  private final Database database;
  private final Drafts drafts;
  private final Runs runs;
  private final Answers answers;
  private final RunMerger merger;

  @Inject
  Appends(Database database, Drafts drafts, Runs runs, Answers answers, RunMerger merger) {
    this.database = database;
    this.drafts = drafts;
    this.runs = runs;
    this.answers = answers;
    this.merger = merger;
  }

  /**
   * Appends runs in one transaction; when it returns they are durable.
   *
   * @param draft the draft as the request saw it
   * @throws LamellaException when the draft takes no changes any more, or is of a later turn
   */
  public RunAccepted append(Draft draft, List<NewRun> added) {
    RunAccepted accepted = database.inTransaction(tx -> append(tx, lock(tx, draft), added, null));
    merger.look(draft.version());
    return accepted;
  }

  /**
   * Appends runs of a request that may be sent again.
   *
   * @param next append only if nothing was appended since the draft was read; else the answer is
   *     empty
   * @param repeat what tells the request when it is sent again; its answer is kept
   */
  Optional<RunAccepted> append(
      Draft draft, List<NewRun> added, boolean next, @Nullable Repeat repeat) {
    Optional<RunAccepted> accepted =
        database.inTransaction(
            tx -> {
              Draft locked = lock(tx, draft);
              Optional<RunAccepted> before =
                  repeat == null ? Optional.empty() : answers.find(tx, draft.version(), repeat);
              if (before.isPresent()) {
                return before;
              }
              return !next || locked.nextRun() == draft.nextRun()
                  ? Optional.of(append(tx, locked, added, repeat))
                  : Optional.empty();
            });
    accepted.ifPresent(done -> merger.look(draft.version()));
    return accepted;
  }

  private Draft lock(Transaction tx, Draft draft) {
    Draft locked =
        drafts
            .lock(tx, draft.version())
            .orElseThrow(
                () ->
                    new LamellaException(
                        ErrorCode.DRAFT_NOT_FOUND, "The draft of " + draft.version() + " is gone"));
    locked.requireOpen(draft.epoch());
    return locked;
  }

  private RunAccepted append(
      Transaction tx, Draft locked, List<NewRun> added, @Nullable Repeat repeat) {
    long last = runs.append(tx, locked, added);
    RunAccepted accepted =
        new RunAccepted(
            last,
            added.stream().mapToLong(NewRun::puts).sum(),
            added.stream().mapToLong(NewRun::deletes).sum());
    if (repeat != null) {
      answers.keep(tx, locked.version(), repeat, accepted);
    }
    return accepted;
  }
}
