package io.lamella.upload.chunk;

import io.lamella.content.Digest;
import io.lamella.content.pack.KnownChunks.Place;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.Slot;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.lease.Leases;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which chunks a domain has, and where. */
@ApplicationScoped
public class Chunks {
  /** Counter of the times that chunks were looked up, many at a time. */
  public static final String LOOKUPS = "lamella.chunks.lookups";

  /** So many places of one chunk are looked at. */
  private static final int PLACES = 4;

  private final Database database;
  private final Drafts drafts;
  private final Leases leases;
  private final Counter lookups;

  @Inject
  Chunks(Database database, Drafts drafts, Leases leases, MeterRegistry metrics) {
    this.database = database;
    this.drafts = drafts;
    this.leases = leases;
    this.lookups = metrics.counter(LOOKUPS);
  }

  /**
   * Where known chunks lie; one element a chunk asked for, empty where it is missing.
   *
   * @param leaseUntil until when the packs named here stay for the draft
   */
  public record Found(List<Optional<Place>> places, Instant leaseUntil) {}

  /** A place and its pack's row number. */
  private record Candidate(Place place, long packNumber) {}

  /**
   * Looks chunks up in the draft's domain and leases their packs to it. Of several places of a
   * chunk the one is named that lies behind the place of the chunk before it.
   */
  public Found find(Draft draft, List<Digest> chunks) {
    Instant until = drafts.leaseEnd();
    if (chunks.isEmpty()) {
      return new Found(List.of(), until);
    }
    lookups.increment();
    return database.inTransaction(
        tx -> {
          List<@Nullable Candidate> chosen = choose(candidates(tx, draft.domain(), chunks));
          Set<Long> packs =
              chosen.stream()
                  .filter(c -> c != null)
                  .map(Candidate::packNumber)
                  .collect(Collectors.toSet());
          Set<Long> live = leases.grant(tx, draft.version(), packs, until);
          List<Optional<Place>> places =
              chosen.stream()
                  .map(
                      c ->
                          c != null && live.contains(c.packNumber())
                              ? Optional.of(c.place())
                              : Optional.<Place>empty())
                  .toList();
          return new Found(places, until);
        });
  }

  private static List<List<Candidate>> candidates(
      Transaction tx, String domain, List<Digest> chunks) {
    UUID column = Columns.domain(domain);
    List<List<Candidate>> candidates =
        new ArrayList<>(Collections.nCopies(chunks.size(), List.of()));
    for (Row row :
        tx.run(
            "SELECT q.n, f.* FROM unnest($2::bytea[]) WITH ORDINALITY AS q(id, n) JOIN LATERAL"
                + " (SELECT p.pack_no, p.id, p.generation, c.slot, c.position, c.stored, c.raw"
                + " FROM chunk c JOIN pack p ON p.pack_no = c.pack_no WHERE c.domain = $1 AND"
                + " c.chunk_id = q.id AND p.state = 'LIVE' ORDER BY c.pack_no LIMIT $3) f ON true",
            column,
            Columns.digests(chunks),
            PLACES)) {
      int n = row.getLong("n").intValue() - 1;
      List<Candidate> places = candidates.get(n);
      if (places.isEmpty()) {
        places = new ArrayList<>(1);
        candidates.set(n, places);
      }
      places.add(candidate(domain, chunks.get(n), row));
    }
    return candidates;
  }

  private static Candidate candidate(String domain, Digest chunk, Row row) {
    PackRef pack = new PackRef(domain, Columns.digest(row, "id"), row.getInteger("generation"));
    Slot slot =
        new Slot(chunk, row.getLong("position"), row.getInteger("stored"), row.getInteger("raw"));
    return new Candidate(new Place(pack, row.getInteger("slot"), slot), row.getLong("pack_no"));
  }

  private static List<@Nullable Candidate> choose(List<List<Candidate>> candidates) {
    List<@Nullable Candidate> chosen = new ArrayList<>(candidates.size());
    Candidate before = null;
    for (List<Candidate> places : candidates) {
      Candidate pick = places.isEmpty() ? null : places.get(0);
      for (Candidate place : places) {
        if (before != null && follows(before.place(), place.place())) {
          pick = place;
        }
      }
      chosen.add(pick);
      before = pick;
    }
    return chosen;
  }

  private static boolean follows(Place before, Place place) {
    return place.pack().equals(before.pack()) && place.slotNumber() == before.slotNumber() + 1;
  }
}
