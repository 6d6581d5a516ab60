package io.lamella.metadata.version;

import io.lamella.contracts.ticket.Ticket;
import io.lamella.contracts.ticket.Ticket.Merge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version's draft begins with.
 *
 * @param parents what it inherits from, in order
 * @param merge how several of these come together; null: there is at most one
 */
public record Beginning(List<Ticket.Parent> parents, @Nullable Merge merge) {
  /** Of a version that inherits nothing. */
  static final Beginning NOTHING = new Beginning(List.of(), null);

  public Beginning {
    parents = List.copyOf(parents);
  }
}
