package io.lamella.upload.change;

import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Root;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.pack.StoredPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What drafts build on. */
@ApplicationScoped
public class Inherited {
  private final StoredPacks storedPacks;

  @Inject
  Inherited(StoredPacks storedPacks) {
    this.storedPacks = storedPacks;
  }

  /** The tree of the draft's parent; empty when it has none. */
  public Optional<Manifest> of(Draft draft) {
    return of(draft.parents(), draft.domains());
  }

  /**
   * The tree of the parent that counts.
   *
   * @param domains where its packs may lie
   */
  public Optional<Manifest> of(List<Ticket.Parent> parents, List<Ticket.Domain> domains) {
    if (parents.isEmpty()) {
      return Optional.empty();
    }
    Ticket.Parent parent = parents.get(parents.size() - 1);
    return Optional.of(new Manifest(storedPacks.of(domains), Root.of(parent.root())));
  }
}
