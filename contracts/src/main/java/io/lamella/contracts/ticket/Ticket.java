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
 * @param named path and name of its dataset when this was written, {@code vision/raw/frames}
 * @param epoch the version's turn when this was written; an older one never wins over a newer one
 * @param state state when this was written
 * @param domain dedup domain of the version's own packs, 32 hex digits
 * @param store URI of the store of its own packs
 * @param profile chunking profile: {@code fine}, {@code default} or {@code coarse}
 * @param parents what its draft begins with, in order: its parents without those that are ancestors
 *     of others, or the versions that it squashes
 * @param merge how several of these come together; null: there is at most one
 * @param root where its manifest lies, when it is sealed
 * @param domains every place where bytes of the manifests named here may lie, its own first
 * @param rights what the bearer may do with it
 * @param subject who asked for the ticket
 * @param expires end of the ticket
 */
public record Ticket(
    UUID version,
    UUID dataset,
    String named,
    long epoch,
    VersionState state,
    String domain,
    String store,
    String profile,
    List<Parent> parents,
    @Nullable Merge merge,
    @Nullable RootRef root,
    List<Domain> domains,
    List<Right> rights,
    String subject,
    Instant expires) {

  /** Header that carries a ticket in its compact form. */
  public static final String HEADER = "Lamella-Ticket";

  /**
   * Header, of any value, of whoever takes the address of a pack in its bucket in place of its
   * bytes: follows it without its other headers, and asks without this one where that fails.
   */
  public static final String DIRECT_HEADER = "Lamella-Direct";

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

  /**
   * A sealed parent: its id, digest (64 hex digits) and root.
   *
   * @param base root of the nearest ancestor that it has in common with the parents before it;
   *     null: there is none, or nobody is before it
   */
  public record Parent(UUID version, String digest, RootRef root, @Nullable RootRef base) {}

  /**
   * How parents come together.
   *
   * @param squash they are no parents: nothing says afterwards what was inherited
   */
  public record Merge(MergeMode mode, OnConflict onConflict, boolean squash) {}

  /** How an entry is found that parents do not agree on. */
  public enum MergeMode {
    /** What one side changed since the common ancestor is taken; both: see {@link OnConflict}. */
    THREE_WAY,
    /** The last parent that has the path. */
    LAYERED
  }

  /** Whose change is taken where several parents changed a path, each in its own way. */
  public enum OnConflict {
    /** The later parent's. */
    THEIRS,
    /** The earlier parent's. */
    OURS,
    /** Nobody's: the draft takes no changes and cannot be sealed. */
    FAIL
  }

  /**
   * A dedup domain and the store that holds its packs.
   *
   * @param id 32 hex digits
   * @param store URI of the store
   * @param former URI of the store in which packs lie that have not been brought to {@code store}
   *     yet; null: there are none
   */
  public record Domain(String id, String store, @Nullable String former) {
    /** A domain whose packs all lie in one store. */
    public Domain(String id, String store) {
      this(id, store, null);
    }
  }
}
