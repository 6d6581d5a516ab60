package io.lamella.upload.change;

import io.lamella.content.pack.PackRef;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.lease.Leases;
import io.lamella.upload.pack.PackRow;
import io.lamella.upload.pack.Packs;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which packs a draft may refer to: live ones of its domain that are leased to it, and, where it
 * has parents, live ones of its and their domains that sealed versions use; those are leased to it
 * here. (Whoever may read a parent may read the packs of its domain, so that gives nothing away.)
 */
@ApplicationScoped
public class UsablePacks {
  private final Database database;
  private final Drafts drafts;
  private final Leases leases;

  @Inject
  UsablePacks(Database database, Drafts drafts, Leases leases) {
    this.database = database;
    this.drafts = drafts;
    this.leases = leases;
  }

  /** Those of {@code asked} that the draft may refer to. */
  Map<PackRef, PackRow> of(Draft draft, Collection<PackRef> asked) {
    return asked.isEmpty()
        ? Map.of()
        : database.inTransaction(tx -> of(tx, draft, List.copyOf(asked)));
  }

  private Map<PackRef, PackRow> of(Transaction tx, Draft draft, List<PackRef> asked) {
    Set<String> inherited =
        draft.parents().isEmpty()
            ? Set.of()
            : draft.domains().stream().map(Ticket.Domain::id).collect(Collectors.toSet());
    Map<PackRef, PackRow> usable = new HashMap<>();
    Map<Long, PackRow> toLease = new HashMap<>();
    for (Row row :
        tx.run(
            "SELECT p.pack_no, p.domain, p.id, p.generation, p.store, p.bytes, p.chunks,"
                + " (l.pack_no IS NOT NULL) AS leased, (p.first_version IS NOT NULL) AS used FROM"
                + " unnest($2::uuid[], $3::bytea[], $4::int[]) AS q(domain, id, generation) JOIN"
                + " pack p ON p.domain = q.domain AND p.id = q.id AND p.generation = q.generation"
                + " LEFT JOIN (lease l JOIN draft d ON d.version = l.draft) ON l.draft = $1 AND"
                + " l.pack_no = p.pack_no AND greatest(l.until, d.lease_until) > now() WHERE"
                + " p.state = 'LIVE' AND p.kind = 'CONTENT'",
            draft.version(),
            asked.stream().map(pack -> Columns.domain(pack.domain())).toArray(UUID[]::new),
            asked.stream().map(pack -> Columns.digest(pack.id())).toArray(Buffer[]::new),
            asked.stream().map(PackRef::generation).toArray(Integer[]::new))) {
      PackRow pack = Packs.rowOf(row);
      if (row.getBoolean("leased") && pack.pack().domain().equals(draft.domain())) {
        usable.put(pack.pack(), pack);
      } else if (row.getBoolean("used") && inherited.contains(pack.pack().domain())) {
        toLease.put(pack.number(), pack);
      }
    }
    leases.grant(tx, draft.version(), new ArrayList<>(toLease.keySet()), drafts.leaseEnd()).stream()
        .map(toLease::get)
        .filter(Objects::nonNull)
        .forEach(pack -> usable.put(pack.pack(), pack));
    return usable;
  }
}
