package io.lamella.upload.reindex;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.caller.Caller;
import io.lamella.kit.caller.Role;
import io.lamella.kit.ticket.TicketReader;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Exchange;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * {@code POST /v1/packs/reindex?prefix=}: looks at those packs of the ticket's domain whose ids
 * begin so; all of them are 256 requests, each of which can be made again.
 */
@ApplicationScoped
public class ReindexRoute {
  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{2}");

  private final Doors doors;
  private final TicketReader tickets;
  private final Reindexing reindexing;

  @Inject
  ReindexRoute(Doors doors, TicketReader tickets, Reindexing reindexing) {
    this.doors = doors;
    this.tickets = tickets;
    this.reindexing = reindexing;
  }

  void register(@Observes Router router) {
    router.post("/v1/packs/reindex").handler(doors.working(this::reindex));
  }

  private void reindex(Exchange exchange) throws IOException {
    Caller.of(exchange.routing()).require(Role.ADMIN);
    Ticket ticket =
        tickets
            .of(exchange.routing())
            .orElseThrow(
                () ->
                    new LamellaException(
                        ErrorCode.TICKET_REQUIRED,
                        "Send the ticket of a version of the domain in the header "
                            + Ticket.HEADER));
    String prefix = exchange.query("prefix").orElse("");
    if (!PREFIX.matcher(prefix).matches()) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, "prefix is 00 to ff, the first two digits of packs' ids");
    }
    exchange.json(200, reindexing.look(ticket.domain(), ticket.store(), prefix));
  }
}
