package io.lamella.upload.draft;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.ticket.TicketReader;
import io.lamella.upload.database.Database;
import io.lamella.upload.transfer.Exchange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Every request about a draft comes in here: its ticket is believed, its draft found or opened. */
@ApplicationScoped
public class DraftDoor {
  /** Signs of life nearer to each other than this are one. */
  private static final Duration COARSE = Duration.ofSeconds(30);

  private final TicketReader tickets;
  private final Drafts drafts;
  private final Database database;
  private final Merging merging;

  @Inject
  DraftDoor(TicketReader tickets, Drafts drafts, Database database, Merging merging) {
    this.merging = merging;
    this.tickets = tickets;
    this.drafts = drafts;
    this.database = database;
  }

  /**
   * Opens the draft that the request's ticket speaks of; one that is open stays as it is.
   *
   * @throws LamellaException {@code ticket-required}, or when the draft takes no changes
   */
  Draft open(Exchange exchange) {
    Ticket ticket =
        tickets
            .of(exchange.routing())
            .orElseThrow(
                () ->
                    new LamellaException(
                        ErrorCode.TICKET_REQUIRED,
                        "Send the version's ticket in the header " + Ticket.HEADER));
    requireWrite(ticket);
    Draft draft = enter(ticket.version(), Optional.of(ticket));
    draft.requireOpen(ticket.epoch());
    return draft;
  }

  /** The draft of a request that only reads. */
  public Draft read(Exchange exchange) {
    return read(exchange, exchange.version());
  }

  /** As above, of a version that the address does not name. */
  public Draft read(Exchange exchange, UUID version) {
    return enter(version, ticketOf(exchange, version));
  }

  /** The version that the request's ticket is of, if it bears one. */
  public Optional<UUID> versionOf(Exchange exchange) {
    return tickets.of(exchange.routing()).map(Ticket::version);
  }

  /**
   * The draft of a request that changes it; its epoch is what the change is about.
   *
   * @throws LamellaException when the draft takes no changes, see {@link Draft#requireOpen}
   */
  public Draft change(Exchange exchange) {
    return change(exchange, exchange.version());
  }

  /** As above, of a version that the address does not name. */
  public Draft change(Exchange exchange, UUID version) {
    return change(version, ticketOf(exchange, version));
  }

  /** As if the request had shown this ticket, in its compact form. */
  public Draft change(String compact) {
    Ticket ticket = tickets.read(compact);
    return change(ticket.version(), Optional.of(ticket));
  }

  private Draft change(UUID version, Optional<Ticket> ticket) {
    ticket.ifPresent(DraftDoor::requireWrite);
    Draft draft = enter(version, ticket);
    draft.requireOpen(ticket.map(Ticket::epoch).orElse(draft.epoch()));
    if (draft.touched().isBefore(Instant.now().minus(COARSE))) {
      database.transact(tx -> drafts.touch(tx, draft.version()));
    }
    return draft;
  }

  private Draft enter(UUID version, Optional<Ticket> ticket) {
    Draft draft = find(version, ticket);
    if (!draft.isUnmerged()) {
      return draft;
    }
    try {
      return merging.merged(draft);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Draft find(UUID version, Optional<Ticket> ticket) {
    return database.inTransaction(
        tx -> {
          Optional<Draft> known = drafts.find(tx, version);
          boolean news =
              ticket.isPresent()
                  && ticket.get().rights().contains(Ticket.Right.WRITE)
                  && (known.isEmpty() || known.get().epoch() < ticket.get().epoch());
          if (news) {
            drafts.open(tx, ticket.get());
            known = drafts.find(tx, version);
          }
          return known.orElseThrow(() -> unknown(version, ticket));
        });
  }

  private Optional<Ticket> ticketOf(Exchange exchange, UUID version) {
    Optional<Ticket> ticket = tickets.of(exchange.routing());
    ticket.ifPresent(
        t -> {
          if (!t.version().equals(version)) {
            throw new LamellaException(
                ErrorCode.TICKET_INVALID, "The ticket is of another version: " + t.version());
          }
        });
    return ticket;
  }

  private static void requireWrite(Ticket ticket) {
    if (!ticket.rights().contains(Ticket.Right.WRITE)) {
      throw new LamellaException(
          ErrorCode.FORBIDDEN, "The ticket gives the right to read; changing needs WRITE");
    }
  }

  private static LamellaException unknown(UUID version, Optional<Ticket> ticket) {
    return ticket.isPresent()
        ? new LamellaException(
            ErrorCode.DRAFT_NOT_FOUND,
            "The version " + version + " is " + ticket.get().state() + " and has no draft")
        : new LamellaException(
            ErrorCode.DRAFT_NOT_FOUND,
            "No draft of version "
                + version
                + " is known here; send the header "
                + Ticket.HEADER
                + " with a ticket of the version to open it");
  }
}
