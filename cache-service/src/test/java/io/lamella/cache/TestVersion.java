package io.lamella.cache;

import io.lamella.content.manifest.Root;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.contracts.ticket.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A sealed version in a store. */
public record TestVersion(UUID id, Root root, Ticket.Domain domain, long files, long bytes) {

  /** A good ticket to read it. */
  public Ticket ticket() {
    return ticket(id, VersionState.FINAL, List.of(Ticket.Right.READ), 3600);
  }

  /** A ticket that says something else. */
  public Ticket ticket(UUID version, VersionState state, List<Ticket.Right> rights, long seconds) {
    return ticket(version, "vision/frames", state, rights, seconds);
  }

  /** A good ticket of a dataset of this name. */
  public Ticket ticketOf(String dataset) {
    return ticket(id, dataset, VersionState.FINAL, List.of(Ticket.Right.READ), 3600);
  }

  private Ticket ticket(
      UUID version, String dataset, VersionState state, List<Ticket.Right> rights, long seconds) {
    return new Ticket(
        version,
        UUID.randomUUID(),
        dataset,
        1,
        state,
        domain.id(),
        domain.store(),
        "default",
        List.of(),
        null,
        state.isSealed() ? root.toRef() : null,
        List.of(domain),
        rights,
        "somebody",
        Instant.now().plusSeconds(seconds));
  }

  /** What metadata-service says when it became final. */
  public VersionEvent finalized(String project, String name) {
    return new VersionEvent(
        id,
        UUID.randomUUID(),
        project,
        name,
        "1.0.0",
        VersionState.FINAL,
        1,
        root.versionDigest().hex(),
        root.toRef(),
        List.of(domain),
        files,
        bytes,
        List.of(),
        "somebody",
        Instant.now());
  }
}
