package io.lamella.upload.draft;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.contracts.ticket.Ticket.Merge;
import io.lamella.upload.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft's row.
 *
 * @param version id of the version
 * @param epoch the version's turn, as far as this service knows
 * @param state what it takes
 * @param domain dedup domain of its own packs
 * @param store URI of the store of its own packs and runs
 * @param profile chunking profile
 * @param parents parents, in order
 * @param merge how several of these come together; null: there is at most one
 * @param conflicts paths that several parents changed, each in its own way; null: they are not
 *     merged yet
 * @param domains where bytes of its parents may lie, its own first
 * @param nextRun number of the next run
 * @param leaseUntil until when its leases hold at least
 * @param touched last sign of life
 */
public record Draft(
    UUID version,
    long epoch,
    DraftState state,
    String domain,
    String store,
    String profile,
    List<Ticket.Parent> parents,
    @Nullable Merge merge,
    @Nullable Long conflicts,
    List<Ticket.Domain> domains,
    long nextRun,
    Instant leaseUntil,
    Instant touched) {
  static final String COLUMNS =
      "version, epoch, state, domain, store, profile, parents::text AS parents,"
          + " merge::text AS merge, conflicts,"
          + " domains::text AS domains, next_run, lease_until, touched";

  public Draft {
    parents = List.copyOf(parents);
    domains = List.copyOf(domains);
  }

  static Draft of(Row row) {
    return new Draft(
        row.getUUID("version"),
        row.getLong("epoch"),
        DraftState.valueOf(row.getString("state")),
        Columns.domain(row.getUUID("domain")),
        row.getString("store"),
        row.getString("profile"),
        Columns.jsonList(row, "parents", Ticket.Parent.class),
        row.getString("merge") == null ? null : Columns.json(row, "merge", Ticket.Merge.class),
        row.getLong("conflicts"),
        Columns.jsonList(row, "domains", Ticket.Domain.class),
        row.getLong("next_run"),
        Columns.time(row, "lease_until"),
        Columns.time(row, "touched"));
  }

  /** True when its parents still have to be brought together. */
  public boolean isUnmerged() {
    return merge != null && conflicts == null;
  }

  /**
   * Stops who would go on with a merge that was to fail on conflicts.
   *
   * @throws LamellaException {@code merge-conflict}
   */
  public void requireAgreement() {
    if (merge != null
        && merge.onConflict() == Ticket.OnConflict.FAIL
        && conflicts != null
        && conflicts > 0) {
      throw new LamellaException(
          ErrorCode.MERGE_CONFLICT,
          "The parents changed "
              + conflicts
              + (conflicts == 1 ? " path" : " paths")
              + ", each in its own way, and the version is not to decide: create it with"
              + " on-conflict theirs or ours");
    }
  }

  /** True when nothing works on it and nothing can. */
  public boolean isClosed() {
    return state == DraftState.SEALED || state == DraftState.CLOSED;
  }

  /**
   * Stops who may not change it.
   *
   * @param turn epoch that the request is about
   * @throws LamellaException {@code sealing}, {@code draft-closed} or {@code stale-epoch}
   */
  public void requireOpen(long turn) {
    if (state == DraftState.SEALING) {
      throw new LamellaException(
          ErrorCode.SEALING,
          "The version is being sealed and takes no changes; abort it, or wait for its end");
    }
    if (state != DraftState.OPEN) {
      throw new LamellaException(
          ErrorCode.DRAFT_CLOSED,
          state == DraftState.SEALED
              ? "The version is sealed and takes no changes; create a child of it"
              : "The draft is closed; resume the version to go on");
    }
    requireAgreement();
    if (turn != epoch) {
      throw new LamellaException(
          ErrorCode.STALE_EPOCH,
          "The version has moved on to epoch "
              + epoch
              + ", the ticket is of "
              + turn
              + "; read the version again for a new one");
    }
  }
}
