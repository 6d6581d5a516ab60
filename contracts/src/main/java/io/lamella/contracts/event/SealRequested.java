package io.lamella.contracts.event;

import io.lamella.contracts.ticket.Ticket;
import io.lamella.contracts.ticket.Ticket.Merge;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks upload-service to seal a draft. Carries what a ticket of the version says.
 *
 * @param version id of the version
 * @param epoch the version's epoch; with {@code version} the operation's name
 * @param dataset id of its dataset
 * @param domain dedup domain of its own packs
 * @param store URI of the store of its own packs
 * @param profile chunking profile
 * @param parents what its draft begins with, in order, with their roots
 * @param merge how several of these come together; null: there is at most one
 * @param domains where bytes of the parents may lie; the version's own domain first
 */
public record SealRequested(
    UUID version,
    long epoch,
    UUID dataset,
    String domain,
    String store,
    String profile,
    List<Ticket.Parent> parents,
    @Nullable Merge merge,
    List<Ticket.Domain> domains) {
  public SealRequested {
    parents = List.copyOf(parents);
    domains = List.copyOf(domains);
  }
}
