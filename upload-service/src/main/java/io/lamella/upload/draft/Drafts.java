package io.lamella.upload.draft;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.SealRequested;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Transaction;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The drafts' table. The epoch decides: what is older than the row changes nothing. */
@ApplicationScoped
public class Drafts {
  private final UploadConfig config;

  @Inject
  Drafts(UploadConfig config) {
    this.config = config;
  }

  /**
   * Makes the draft of an unfinished version known; opens it again when the ticket is of a later
   * turn.
   */
  public void open(Transaction tx, Ticket ticket) {
    if (ticket.state() != VersionState.UPLOADING) {
      return;
    }
    tx.run(
        "INSERT INTO draft (version, epoch, state, domain, store, profile, parents, domains,"
            + " lease_until, merge) VALUES ($1, $2, 'OPEN', $3, $4, $5, $6::text::jsonb,"
            + " $7::text::jsonb, $8, $9::text::jsonb) ON CONFLICT (version) DO UPDATE SET epoch ="
            + " excluded.epoch, state = 'OPEN', domain = excluded.domain, store = excluded.store,"
            + " profile = excluded.profile, parents = excluded.parents, domains ="
            + " excluded.domains, merge = excluded.merge, lease_until ="
            + " excluded.lease_until, touched = now(), closed = NULL, idle_told = NULL WHERE"
            + " draft.epoch < excluded.epoch",
        ticket.version(),
        ticket.epoch(),
        Columns.domain(ticket.domain()),
        ticket.store(),
        ticket.profile(),
        Columns.json(ticket.parents()),
        Columns.json(ticket.domains()),
        Columns.time(leaseEnd()),
        ticket.merge() == null ? null : Columns.json(ticket.merge()));
  }

  /**
   * Freezes the draft that is to be sealed, making it known when no request has; an older request
   * changes nothing. Answers the draft as it stands then.
   */
  public Draft freeze(Transaction tx, SealRequested request) {
    Row row =
        tx.first(
                "INSERT INTO draft (version, epoch, state, domain, store, profile, parents,"
                    + " domains, lease_until, merge) VALUES ($1, $2, 'SEALING', $3, $4, $5,"
                    + " $6::text::jsonb, $7::text::jsonb, $8, $9::text::jsonb) ON CONFLICT"
                    + " (version) DO UPDATE SET merge = excluded.merge, domain = excluded.domain, store = excluded.store, profile ="
                    + " excluded.profile, epoch = greatest(draft.epoch, excluded.epoch), state ="
                    + " CASE WHEN"
                    + " draft.epoch < excluded.epoch OR (draft.epoch = excluded.epoch AND"
                    + " draft.state = 'OPEN') THEN 'SEALING' ELSE draft.state END, closed = CASE"
                    + " WHEN draft.epoch < excluded.epoch THEN NULL ELSE draft.closed END"
                    + " RETURNING "
                    + Draft.COLUMNS,
                request.version(),
                request.epoch(),
                Columns.domain(request.domain()),
                request.store(),
                request.profile(),
                Columns.json(request.parents()),
                Columns.json(request.domains()),
                Columns.time(leaseEnd()),
                request.merge() == null ? null : Columns.json(request.merge()))
            .orElseThrow();
    return Draft.of(row);
  }

  /** The draft, if it is known. */
  public Optional<Draft> find(Transaction tx, UUID version) {
    return tx.first("SELECT " + Draft.COLUMNS + " FROM draft WHERE version = $1", version)
        .map(Draft::of);
  }

  /** The draft with its row locked until the transaction ends. */
  public Optional<Draft> lock(Transaction tx, UUID version) {
    return tx.first(
            "SELECT " + Draft.COLUMNS + " FROM draft WHERE version = $1 FOR UPDATE", version)
        .map(Draft::of);
  }

  /** Notes that the parents of a locked draft are brought together, with so many conflicts. */
  public void merged(Transaction tx, UUID version, long conflicts) {
    tx.run("UPDATE draft SET conflicts = $2 WHERE version = $1", version, conflicts);
  }

  /**
   * As {@link #lock}, of a draft that was known.
   *
   * @throws LamellaException {@code draft-not-found} when it has gone since
   */
  public Draft lockKnown(Transaction tx, UUID version) {
    return lock(tx, version)
        .orElseThrow(
            () ->
                new LamellaException(
                    ErrorCode.DRAFT_NOT_FOUND, "The draft of " + version + " is gone"));
  }

  /** A sign of life: extends the leases, and puts idleness off. */
  public void touch(Transaction tx, UUID version) {
    tx.run(
        "UPDATE draft SET touched = now(), lease_until = greatest(lease_until, $2) WHERE version ="
            + " $1 AND state = 'OPEN'",
        version,
        Columns.time(leaseEnd()));
  }

  /** Notes that a version takes changes from now on, in case that nobody comes. */
  public void announced(Transaction tx, UUID version, long epoch) {
    tx.run(
        "INSERT INTO draft_announced (version, epoch) VALUES ($1, $2) ON CONFLICT (version) DO"
            + " UPDATE SET epoch = excluded.epoch, at = now() WHERE draft_announced.epoch <"
            + " excluded.epoch",
        version,
        epoch);
  }

  /** Opens a draft again, whose version was resumed; not one that only an end is known of. */
  public void resumed(Transaction tx, UUID version, long epoch) {
    announced(tx, version, epoch);
    tx.run(
        "UPDATE draft SET state = 'OPEN', epoch = $2, touched = now(), closed = NULL, idle_told ="
            + " NULL, lease_until = greatest(lease_until, $3) WHERE version = $1 AND epoch < $2 AND"
            + " store <> ''",
        version,
        epoch,
        Columns.time(leaseEnd()));
  }

  /** Marks a draft as sealed whose version has come to {@code epoch}. */
  public void sealed(Transaction tx, UUID version, long epoch) {
    tx.run(
        "UPDATE draft SET state = 'SEALED', epoch = $2, closed = CASE WHEN state = 'SEALED' THEN"
            + " closed ELSE now() END WHERE version = $1 AND epoch <= $2",
        version,
        epoch);
  }

  /**
   * Closes a draft whose version has come to {@code epoch}; its content stays for a while. Of a
   * draft that is not known the end is noted, so that no ticket of an earlier turn opens it.
   */
  public void close(Transaction tx, UUID version, long epoch) {
    tx.run(
        "INSERT INTO draft (version, epoch, state, domain, store, profile, parents, domains,"
            + " lease_until, closed) VALUES ($1, $2, 'CLOSED', $3, '', '', '[]', '[]', now(),"
            + " now()) ON CONFLICT (version) DO UPDATE SET state = 'CLOSED', epoch ="
            + " excluded.epoch, closed = CASE WHEN draft.state = 'CLOSED' THEN draft.closed ELSE"
            + " now() END WHERE draft.epoch <= excluded.epoch",
        version,
        epoch,
        new UUID(0, 0));
  }

  /** Versions whose drafts were closed before {@code instant}. */
  public List<UUID> closedBefore(Transaction tx, Instant instant, int limit) {
    return tx
        .run(
            "SELECT version FROM draft WHERE closed < $1 ORDER BY closed LIMIT $2",
            Columns.time(instant),
            limit)
        .stream()
        .map(row -> row.getUUID("version"))
        .toList();
  }

  /** When a lease given now ends. */
  public Instant leaseEnd() {
    return Instant.now().plus(config.lease());
  }
}
