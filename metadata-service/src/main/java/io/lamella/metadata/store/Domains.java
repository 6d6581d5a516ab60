package io.lamella.metadata.store;

import io.lamella.contracts.ticket.Ticket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where bytes of a version's manifest may lie.
 *
 * @param all its own domain first, then those of its parents, each once
 */
public record Domains(List<Ticket.Domain> all) {
  public Domains {
    all = List.copyOf(all);
  }

  /** A version's own domain and those of its parents. */
  public static Domains of(Ticket.Domain own, List<Domains> parents) {
    Set<Ticket.Domain> all = new LinkedHashSet<>();
    all.add(own);
    parents.forEach(parent -> all.addAll(parent.all()));
    return new Domains(List.copyOf(all));
  }
}
