package io.lamella.upload.ingest;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.draft.Merging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

/** The drafts that ingests fill. */
@ApplicationScoped
class IngestDrafts {
  private final Database database;
  private final Drafts drafts;
  private final Merging merging;

  @Inject
  IngestDrafts(Database database, Drafts drafts, Merging merging) {
    this.database = database;
    this.drafts = drafts;
    this.merging = merging;
  }

  /**
   * The draft of an ingest, its parents merged.
   *
   * @throws LamellaException when it takes no changes any more
   */
  Draft of(Ingest ingest) throws IOException {
    Draft draft =
        database
            .inTransaction(tx -> drafts.find(tx, ingest.version()))
            .orElseThrow(
                () ->
                    new LamellaException(
                        ErrorCode.DRAFT_NOT_FOUND, "The draft of the ingest is gone"));
    draft.requireOpen(ingest.epoch());
    Draft merged = draft.isUnmerged() ? merging.merged(draft) : draft;
    merged.requireAgreement();
    return merged;
  }

  /** Whether a failure means that nobody will ever put something into the draft again. */
  static boolean isClosed(Throwable failure) {
    return failure instanceof LamellaException known
        && switch (known.code()) {
          case SEALING, DRAFT_CLOSED, STALE_EPOCH, DRAFT_NOT_FOUND -> true;
          default -> false;
        };
  }
}
