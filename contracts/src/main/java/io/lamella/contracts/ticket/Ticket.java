package io.lamella.contracts.ticket;

import io.lamella.contracts.RootRef;
import io.lamella.contracts.VersionState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What metadata-service states about a version, signed. The other services act on it without asking
 * back.
 *
 * @param version id of the version
 * @param dataset id of its dataset
 * @param epoch the version's turn when this was written; an older one never wins over a newer one
 * @param state state when this was written
 * @param domain dedup domain of the version's own packs, 32 hex digits
 * @param store URI of the store of its own packs
 * @param profile chunking profile: {@code fine}, {@code default} or {@code coarse}
 * @param parents its parents, in order
 * @param root where its manifest lies, when it is sealed
 * @param domains every place where bytes of the manifests named here may lie, its own first
 * @param rights what the bearer may do with it
 * @param subject who asked for the ticket
 * @param expires end of the ticket
 */
public record Ticket(
    UUID version,
    UUID dataset,
    long epoch,
    VersionState state,
    String domain,
    String store,
    String profile,
    List<Parent> parents,
    @Nullable RootRef root,
    List<Domain> domains,
    List<Right> rights,
    String subject,
    Instant expires) {

  /** Header that carries a ticket in its compact form. */
  public static final String HEADER = "Lamella-Ticket";

  public Ticket {
    parents = List.copyOf(parents);
    domains = List.copyOf(domains);
    rights = List.copyOf(rights);
  }

  /** What a bearer may do. */
  public enum Right {
    READ,
    WRITE
  }

  /** A sealed parent: its id, digest (64 hex digits) and root. */
  public record Parent(UUID version, String digest, RootRef root) {}

  /** A dedup domain and the URI of the store that holds its packs. */
  public record Domain(String id, String store) {}
}
