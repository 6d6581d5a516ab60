package io.lamella.upload.seal;

import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The short part of a seal: what it made becomes true in one transaction, or not at all. */
@ApplicationScoped
class SealCommit {
  /** Held shared by seals that commit, exclusively by a round of collection that begins. */
  static final long COLLECTION_LOCK = 0x6c616d_676331L;

  private final Database database;
  private final Drafts drafts;
  private final Seals seals;

  @Inject
  SealCommit(Database database, Drafts drafts, Seals seals) {
    this.database = database;
    this.drafts = drafts;
    this.seals = seals;
  }

  /**
   * Commits: the claim is still held, the draft still wants it, the parents' manifests are there,
   * every pack that the new segments refer to is live and is marked as touched in this round.
   * Answers false when nobody wants it any more, or somebody else has it.
   *
   * @throws GoneException when packs are gone
   */
  boolean commit(SealTask task, Sealed made) {
    return database.inTransaction(
        tx -> {
          if (!stillWanted(tx, task)) {
            return false;
          }
          tx.run("SELECT pg_advisory_xact_lock_shared($1)", COLLECTION_LOCK);
          requireParents(tx, task.request().parents());
          VersionSealed sealed = sealed(task, made, touch(tx, task.version(), made.tree().packs()));
          seals.done(tx, task, sealed);
          drafts.sealed(tx, task.version(), task.epoch());
          SealEvents.tell(tx, sealed);
          return true;
        });
  }

  /** Tells that the seal failed for good; the draft stays closed until a later turn. */
  void fail(SealTask task, SealFailed failure) {
    database.transact(
        tx -> {
          if (stillWanted(tx, task)) {
            seals.fail(tx, task, failure);
            drafts.close(tx, task.version(), task.epoch());
            SealEvents.tell(tx, failure);
          }
        });
  }

  /** False when the claim is lost, or the version has moved on, which ends the seal. */
  private boolean stillWanted(Transaction tx, SealTask task) {
    Optional<Draft> draft = drafts.lock(tx, task.version());
    if (!seals.hold(tx, task)) {
      return false;
    }
    if (draft.isEmpty() || draft.get().epoch() != task.epoch()) {
      seals.supersede(tx, task);
      return false;
    }
    return true;
  }

  private static void requireParents(Transaction tx, List<Ticket.Parent> parents) {
    for (Ticket.Parent parent : parents) {
      boolean missing =
          tx.first(
                  "SELECT 1 FROM manifest WHERE version = $1 AND digest = decode($2, 'hex') LIMIT 1"
                      + " FOR SHARE",
                  parent.version(),
                  parent.digest())
              .isEmpty();
      if (missing) {
        throw new LamellaException(
            ErrorCode.MISSING_CONTENT,
            "The parent " + parent.version() + " has no manifest any more");
      }
    }
  }

  /** Touches the packs; answers the bytes of those that no version used before. */
  private static long touch(Transaction tx, UUID version, Set<PackRef> packs) {
    List<PackRef> all = List.copyOf(packs);
    Set<PackRef> live = new HashSet<>();
    long first = 0;
    for (Row row :
        tx.run(
            "WITH used AS (SELECT p.pack_no FROM unnest($2::uuid[], $3::bytea[], $4::int[]) AS"
                + " q(domain, id, generation) JOIN pack p ON p.domain = q.domain AND p.id = q.id"
                + " AND p.generation = q.generation WHERE p.state = 'LIVE' ORDER BY p.pack_no FOR"
                + " UPDATE OF p) UPDATE pack SET touched = (SELECT number FROM round),"
                + " first_version = coalesce(first_version, $1) FROM used WHERE pack.pack_no ="
                + " used.pack_no RETURNING pack.domain, pack.id, pack.generation, pack.bytes,"
                + " pack.first_version = $1 AS first",
            version,
            all.stream().map(pack -> Columns.domain(pack.domain())).toArray(UUID[]::new),
            all.stream().map(pack -> Columns.digest(pack.id())).toArray(Buffer[]::new),
            all.stream().map(PackRef::generation).toArray(Integer[]::new))) {
      live.add(
          new PackRef(
              Columns.domain(row.getUUID("domain")),
              Columns.digest(row, "id"),
              row.getInteger("generation")));
      first += row.getBoolean("first") ? row.getLong("bytes") : 0;
    }
    if (live.size() < all.size()) {
      throw new GoneException(all.stream().filter(pack -> !live.contains(pack)).toList());
    }
    return first;
  }

  private static VersionSealed sealed(SealTask task, Sealed made, long storedBytes) {
    Sealer.Result result = made.tree();
    return new VersionSealed(
        task.version(),
        task.epoch(),
        result.root().versionDigest().hex(),
        result.root().toRef(),
        result.totals().files(),
        result.totals().links(),
        result.totals().bytes(),
        storedBytes,
        made.own().added(),
        made.own().modified(),
        made.own().removed(),
        made.conflicts(),
        made.changes());
  }
}
