package io.lamella.metadata.version;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.contracts.ticket.Ticket.Right;
import io.lamella.kit.caller.Caller;
import io.lamella.kit.caller.Role;
import io.lamella.kit.ticket.TicketSigner;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Writes tickets: reading for every caller, writing for writers while the version is open. The
 * service does not start without the key to sign them.
 */
@ApplicationScoped
@Startup
public class Tickets {
  private final TicketSigner signer;
  private final Duration term;

  @Inject
  Tickets(TicketSigner signer, TicketTerm config) {
    this.signer = signer;
    this.term = config.term();
  }

  /** A signed ticket, in its compact form. */
  public String write(Version version, Beginning beginning, Caller caller) {
    boolean writes = version.state == VersionState.UPLOADING && caller.role().includes(Role.WRITER);
    return signer.sign(ticket(version, beginning, caller.name(), writes));
  }

  /** A ticket for another service, which believes what this one tells it. */
  public Ticket forWriting(Version version, Beginning beginning, String subject) {
    return ticket(version, beginning, subject, true);
  }

  private Ticket ticket(Version version, Beginning beginning, String subject, boolean writes) {
    return new Ticket(
        version.id,
        version.dataset.id,
        version.dataset.project.path + "/" + version.dataset.name,
        version.epoch,
        version.state,
        version.domain,
        version.store,
        version.profile,
        beginning.parents(),
        beginning.merge(),
        version.root,
        version.domains.all(),
        writes ? List.of(Right.READ, Right.WRITE) : List.of(Right.READ),
        subject,
        Instant.now().plus(term));
  }
}
