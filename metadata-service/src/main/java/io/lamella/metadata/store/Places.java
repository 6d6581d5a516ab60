package io.lamella.metadata.store;

import io.lamella.contracts.ticket.Ticket;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where domains lie: in the store that names them, or where their packs were brought. */
@ApplicationScoped
public class Places {
  private static final long LOCK = 0x4c414d504c414345L;

  private static final String HOLD =
      "SELECT count(*) FROM pg_advisory_xact_lock_shared(%d)".formatted(LOCK);
  private static final String HOLD_ALONE =
      "SELECT count(*) FROM pg_advisory_xact_lock(%d)".formatted(LOCK);

  private static final String FIND =
      "SELECT d.domain, d.store, m.source FROM moved_domain d LEFT JOIN storage_migration m"
          + " ON m.domain = d.domain AND m.ended IS NULL"
          + " WHERE d.project = :project AND (d.store = :store OR d.domain = :domain)"
          + " ORDER BY (d.store = :store) DESC, d.domain";

  private static final String NOTE =
      "INSERT INTO moved_domain (domain, project, store) VALUES (:domain, :project, :store)"
          + " ON CONFLICT (domain) DO UPDATE SET store = excluded.store";

  /** Until the end of the transaction all domains stay where they are. */
  public Uni<Void> hold(Mutiny.Session session) {
    return session.createNativeQuery(HOLD, Long.class).getSingleResult().replaceWithVoid();
  }

  /** Until the end of the transaction nobody else writes down where a domain lies. */
  public Uni<Void> holdAlone(Mutiny.Session session) {
    return session.createNativeQuery(HOLD_ALONE, Long.class).getSingleResult().replaceWithVoid();
  }

  /**
   * The domain of a dataset's new chunks. Who names the store that a project's chunks have left
   * means the one where they are.
   *
   * @param project the dataset's project at creation
   * @param store URI of the store
   */
  public Uni<Ticket.Domain> of(Mutiny.Session session, UUID project, String store) {
    Ticket.Domain named = Stores.domain(project, store);
    return session
        .createNativeQuery(FIND, Object[].class)
        .setParameter("project", project)
        .setParameter("store", store)
        .setParameter("domain", named.id())
        .setMaxResults(1)
        .getResultList()
        .map(
            found ->
                found.isEmpty()
                    ? named
                    : new Ticket.Domain(
                        (String) found.get(0)[0],
                        (String) found.get(0)[1],
                        (String) found.get(0)[2]));
  }

  /** Writes down where a domain lies from now on. */
  public Uni<Void> note(Mutiny.Session session, String domain, UUID project, String store) {
    return session
        .createNativeQuery(NOTE)
        .setParameter("domain", domain)
        .setParameter("project", project)
        .setParameter("store", store)
        .executeUpdate()
        .replaceWithVoid();
  }
}
