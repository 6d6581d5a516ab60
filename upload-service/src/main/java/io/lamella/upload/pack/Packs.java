package io.lamella.upload.pack;

import io.lamella.content.Digest;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.Slot;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The packs' table. A row {@code WRITING} comes first, then the object, then the row is {@code
 * LIVE}: whatever dies in between leaves a row that says what to remove.
 */
@ApplicationScoped
public class Packs {
  private static final Duration WRITING = Duration.ofHours(1);

  /** What {@link #rowOf} reads. */
  public static final String COLUMNS = "pack_no, domain, id, generation, store, bytes, chunks";

  private static final String ROW = COLUMNS + ", state";

  /**
   * Finds a stored pack, or reserves its name for writing. Several may write the same pack at once:
   * they write the same bytes.
   *
   * @param store where its object goes, unless the domain's packs are brought elsewhere
   */
  public Reservation reserve(
      Transaction tx, String domain, Digest id, String store, PackKind kind) {
    tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", domain + id.hex());
    Optional<Row> last =
        tx.first(
            "SELECT "
                + ROW
                + " FROM pack WHERE domain = $1 AND id = $2 ORDER BY generation DESC LIMIT 1 FOR"
                + " UPDATE",
            Columns.domain(domain),
            Columns.digest(id));
    UUID owner = UUID.randomUUID();
    int generation = last.map(row -> row.getInteger("generation")).orElse(0);
    String place = target(tx, domain).orElse(store);
    switch (last.map(row -> row.getString("state")).orElse("NONE")) {
      case "LIVE":
        return new Reservation.Stored(rowOf(last.get()));
      case "CONDEMNED":
        tx.run(
            "UPDATE pack SET state = 'LIVE', touched = (SELECT number FROM round) WHERE pack_no ="
                + " $1",
            last.get().getLong("pack_no"));
        return new Reservation.Stored(rowOf(last.get()));
      case "WRITING":
        tx.run(
            "UPDATE pack SET owner = $2, until = $3 WHERE pack_no = $1",
            last.get().getLong("pack_no"),
            owner,
            Columns.time(Instant.now().plus(WRITING)));
        place = last.get().getString("store");
        break;
      case "TOMBSTONE":
        generation++;
        insert(tx, new PackRef(domain, id, generation), place, kind, owner);
        break;
      default:
        insert(tx, new PackRef(domain, id, generation), place, kind, owner);
    }
    return new Reservation.Granted(new PackRef(domain, id, generation), place, owner);
  }

  /** The store that a domain's packs were last asked to be brought to, if they were. */
  private static Optional<String> target(Transaction tx, String domain) {
    return tx.first(
            "SELECT target FROM migration WHERE domain = $1 ORDER BY turn DESC LIMIT 1",
            Columns.domain(domain))
        .map(row -> row.getString("target"));
  }

  /** The store that holds a pack, if it is known. */
  Optional<String> storeOf(Transaction tx, PackRef pack) {
    return tx.first(
            "SELECT store FROM pack WHERE domain = $1 AND id = $2 AND generation = $3 AND state <>"
                + " 'TOMBSTONE'",
            Columns.domain(pack.domain()),
            Columns.digest(pack.id()),
            pack.generation())
        .map(row -> row.getString("store"));
  }

  private static void insert(
      Transaction tx, PackRef pack, String store, PackKind kind, UUID owner) {
    tx.run(
        "INSERT INTO pack (domain, id, generation, store, kind, state, owner, until) VALUES ($1,"
            + " $2, $3, $4, $5, 'WRITING', $6, $7)",
        Columns.domain(pack.domain()),
        Columns.digest(pack.id()),
        pack.generation(),
        store,
        kind.name(),
        owner,
        Columns.time(Instant.now().plus(WRITING)));
  }

  /**
   * Makes a pack live whose object is stored. Empty when the reservation is gone, so that nothing
   * says any more that the object stays.
   */
  public Optional<PackRow> publish(Transaction tx, PackRef pack, PackIndex index) {
    Optional<Row> row =
        tx.first(
            "UPDATE pack SET state = 'LIVE', owner = NULL, until = NULL, bytes = $4, chunks = $5,"
                + " touched = (SELECT number FROM round) WHERE domain = $1 AND id = $2 AND"
                + " generation = $3 AND (state = 'LIVE' OR (state = 'WRITING' AND until > now()))"
                + " RETURNING "
                + ROW,
            Columns.domain(pack.domain()),
            Columns.digest(pack.id()),
            pack.generation(),
            index.packLength(),
            index.slots().size());
    return row.map(Packs::rowOf);
  }

  /**
   * Writes down a pack that lies in a store without a row; its chunks are known to dedup then.
   *
   * @return empty when it has a row
   */
  public Optional<PackRow> find(
      Transaction tx, PackRef pack, String store, PackKind kind, PackIndex index) {
    Optional<PackRow> found =
        tx.first(
                "INSERT INTO pack (domain, id, generation, store, kind, state, bytes, chunks,"
                    + " touched) VALUES ($1, $2, $3, $4, $5, 'LIVE', $6, $7, (SELECT number FROM"
                    + " round)) ON CONFLICT DO NOTHING RETURNING "
                    + ROW,
                Columns.domain(pack.domain()),
                Columns.digest(pack.id()),
                pack.generation(),
                store,
                kind.name(),
                index.packLength(),
                index.slots().size())
            .map(Packs::rowOf);
    if (kind == PackKind.CONTENT) {
      found.ifPresent(row -> publishChunks(tx, row, index));
    }
    return found;
  }

  /** Makes the chunks of a live pack known to dedup. */
  public void publishChunks(Transaction tx, PackRow row, PackIndex index) {
    List<Slot> slots = index.slots();
    int n = slots.size();
    Buffer[] ids = new Buffer[n];
    Integer[] numbers = new Integer[n];
    Long[] offsets = new Long[n];
    Integer[] stored = new Integer[n];
    Integer[] raw = new Integer[n];
    for (int i = 0; i < n; i++) {
      Slot slot = slots.get(i);
      ids[i] = Columns.digest(slot.chunk());
      numbers[i] = i;
      offsets[i] = slot.offset();
      stored[i] = slot.storedLength();
      raw[i] = slot.rawLength();
    }
    tx.run(
        "INSERT INTO chunk (domain, chunk_id, pack_no, slot, position, stored, raw) SELECT $1,"
            + " c.id, $2, c.slot, c.position, c.stored, c.raw FROM unnest($3::bytea[], $4::int[],"
            + " $5::bigint[], $6::int[], $7::int[]) AS c(id, slot, position, stored, raw) ORDER BY"
            + " c.id ON CONFLICT DO NOTHING",
        Columns.domain(row.pack().domain()),
        row.number(),
        ids,
        numbers,
        offsets,
        stored,
        raw);
  }

  /** Takes a reservation back whose object was not written, unless another writer has joined. */
  public void giveUp(Transaction tx, Reservation.Granted reservation) {
    tx.run(
        "DELETE FROM pack WHERE domain = $1 AND id = $2 AND generation = $3 AND state = 'WRITING'"
            + " AND owner = $4",
        Columns.domain(reservation.pack().domain()),
        Columns.digest(reservation.pack().id()),
        reservation.pack().generation(),
        reservation.owner());
  }

  /** A pack of the {@link #COLUMNS}. */
  public static PackRow rowOf(Row row) {
    return new PackRow(
        row.getLong("pack_no"),
        new PackRef(
            Columns.domain(row.getUUID("domain")),
            Columns.digest(row, "id"),
            row.getInteger("generation")),
        row.getString("store"),
        row.getLong("bytes"),
        row.getInteger("chunks"));
  }
}
