package io.lamella.upload.change;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

  /** Makes runs of what a draft holds. */
  @FunctionalInterface
  interface Making {
    /**
     * The runs to append; asked again when the transaction is tried again.
     *
     * @param held the draft's runs, the oldest first
     */
    List<NewRun> of(List<RunRow> held) throws IOException;
  }

  /** What is to be appended to a locked draft; empty: nothing, and there is no answer. */
  @FunctionalInterface
  private interface Choice {
    Optional<List<NewRun>> of(Transaction tx, Draft locked);
  }

  /**
   * Appends runs in one transaction; when it returns they are durable.
   *
   * @param draft the draft as the request saw it
   * @throws LamellaException when the draft takes no changes any more, or is of a later turn
   */
  public RunAccepted append(Draft draft, List<NewRun> added) {
    return append(draft, added, null);
  }

  /**
   * Appends runs of a request that may be sent again.
   *
   * @param repeat what tells the request when it is sent again; its answer is kept
   */
  RunAccepted append(Draft draft, List<NewRun> added, @Nullable Repeat repeat) {
    return choose(draft, repeat, (tx, locked) -> Optional.of(added)).orElseThrow();
  }

  /**
   * Appends runs together with what else their transaction notes.
   *
   * @param once notes it; false when it was noted before: then nothing is appended
   * @return whether it was appended now
   */
  public boolean appendOnce(Draft draft, List<NewRun> added, Predicate<Transaction> once) {
    return choose(
            draft, null, (tx, locked) -> once.test(tx) ? Optional.of(added) : Optional.empty())
        .isPresent();
  }

  /** Appends only if nothing was appended since the draft was read; else the answer is empty. */
  Optional<RunAccepted> appendNext(Draft seen, List<NewRun> added, @Nullable Repeat repeat) {
    return choose(
        seen,
        repeat,
        (tx, locked) -> locked.nextRun() == seen.nextRun() ? Optional.of(added) : Optional.empty());
  }

  /** Appends what is made while nobody else can change the draft: others wait for it. */
  RunAccepted appendAlone(Draft draft, Making making, @Nullable Repeat repeat) throws IOException {
    try {
      return choose(draft, repeat, (tx, locked) -> Optional.of(made(tx, draft, making)))
          .orElseThrow();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private List<NewRun> made(Transaction tx, Draft draft, Making making) {
    try {
      return making.of(runs.list(tx, draft.version(), Long.MAX_VALUE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<RunAccepted> choose(Draft draft, @Nullable Repeat repeat, Choice choice) {
    Optional<RunAccepted> accepted =
        database.inTransaction(
            tx -> {
              Draft locked = lock(tx, draft);
              Optional<RunAccepted> before =
                  repeat == null ? Optional.empty() : answers.find(tx, draft.version(), repeat);
              return before.isPresent()
                  ? before
                  : choice.of(tx, locked).map(added -> append(tx, locked, added, repeat));
            });
    accepted.ifPresent(done -> merger.look(draft.version()));
    return accepted;
  }

  private Draft lock(Transaction tx, Draft draft) {
    Draft locked = drafts.lockKnown(tx, draft.version());
    locked.requireOpen(draft.epoch());
    return locked;
  }

  private RunAccepted append(
      Transaction tx, Draft locked, List<NewRun> added, @Nullable Repeat repeat) {
    long last = runs.append(tx, locked, added);
    drafts.touch(tx, locked.version());
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
