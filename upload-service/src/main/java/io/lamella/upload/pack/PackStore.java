package io.lamella.upload.pack;

import io.lamella.content.Digest;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.store.NoRoom;
import io.lamella.content.store.ObjectStore;
import io.lamella.content.store.ObjectStore.PutMode;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.lease.Leases;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Stores packs: row, object, row, in this order. A pack is visible whole and durable, or not at
 * all.
 */
@ApplicationScoped
public class PackStore {
  /** What is to become true together with the pack: leases. */
  @FunctionalInterface
  public interface Together extends BiConsumer<Transaction, PackRow> {}

  /**
   * A pack's name: where it belongs and what it is.
   *
   * @param store where it goes, unless packs of its domain are brought elsewhere
   */
  public record Name(String domain, String store, PackKind kind, Digest id) {}

  private static final Logger LOG = Logger.getLogger(PackStore.class);
  private static final int ATTEMPTS = 3;

  private final Database database;
  private final Packs packs;
  private final PackIndexes indexes;
  private final Stores stores;
  private final Leases leases;
  private final Drafts drafts;
  private final Counter stored;
  private final Counter storedBytes;

  @Inject
  PackStore(
      Database database,
      Packs packs,
      PackIndexes indexes,
      Stores stores,
      Leases leases,
      Drafts drafts,
      MeterRegistry metrics) {
    this.database = database;
    this.packs = packs;
    this.indexes = indexes;
    this.stores = stores;
    this.leases = leases;
    this.drafts = drafts;
    this.stored = metrics.counter("lamella.packs.stored");
    this.storedBytes = metrics.counter("lamella.packs.stored.bytes");
  }

  /** Leases the pack to drafts when it becomes true. */
  public Together leasedTo(Collection<UUID> versions) {
    return (tx, row) ->
        versions.forEach(
            version -> leases.grant(tx, version, List.of(row.number()), drafts.leaseEnd()));
  }

  /** Finds the pack, doing {@code together} with it, or reserves its name. */
  Reservation reserve(Name name, Together together) {
    return database.inTransaction(
        tx -> {
          Reservation reservation =
              packs.reserve(tx, name.domain(), name.id(), name.store(), name.kind());
          if (reservation instanceof Reservation.Stored existing) {
            together.accept(tx, existing.row());
          }
          return reservation;
        });
  }

  /** Starts the object of a reserved pack. */
  ObjectStore.Upload upload(Reservation.Granted reservation) throws IOException {
    return stores.open(reservation.store()).upload(reservation.pack().key(), PutMode.IF_ABSENT);
  }

  /**
   * Takes a reservation back whose object was not committed. Once a commit has begun the object may
   * be there, whatever came of it: then the row has to stay and say so.
   */
  void giveUp(Reservation.Granted reservation) {
    database.transact(tx -> packs.giveUp(tx, reservation));
  }

  /** Makes a pack live whose object has been committed. */
  PackRow publish(Name name, Reservation.Granted reservation, PackIndex index, Together together)
      throws IOException {
    PackRef pack = reservation.pack();
    Optional<PackRow> row = tryPublish(name, pack, index, together);
    if (row.isEmpty()) {
      row = publishAgain(name, index, together);
    }
    indexes.remember(row.get().pack(), index);
    stored.increment();
    storedBytes.increment(index.packLength());
    return row.get();
  }

  private Optional<PackRow> tryPublish(
      Name name, PackRef pack, PackIndex index, Together together) {
    return database.inTransaction(
        tx -> {
          Optional<PackRow> row = packs.publish(tx, pack, index);
          row.ifPresent(
              live -> {
                if (name.kind() == PackKind.CONTENT) {
                  packs.publishChunks(tx, live, index);
                }
                together.accept(tx, live);
              });
          return row;
        });
  }

  /** The reservation went while the object was written: reserve anew and see what is there. */
  private Optional<PackRow> publishAgain(Name name, PackIndex index, Together together)
      throws IOException {
    Reservation again = reserve(name, together);
    if (again instanceof Reservation.Stored existing) {
      return Optional.of(existing.row());
    }
    Reservation.Granted granted = (Reservation.Granted) again;
    boolean there =
        stores
            .open(granted.store())
            .stat(granted.pack().key())
            .filter(object -> object.length() == index.packLength())
            .isPresent();
    if (there) {
      return tryPublish(name, granted.pack(), index, together);
    }
    giveUp(granted);
    throw new LamellaException(
        ErrorCode.UNAVAILABLE, "The pack was removed while it was stored; send it again");
  }

  /** Stores a pack that this service made; anew when that fails in a way that may pass. */
  public PackRow store(Name name, PackSpool spool, PackIndex index, Together together)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return storeOnce(name, spool, index, together);
      } catch (IOException e) {
        if (attempt == ATTEMPTS || NoRoom.isWhy(e)) {
          throw e;
        }
        LOG.infof("storing %s again: %s", name.id(), e);
      }
    }
  }

  private PackRow storeOnce(Name name, PackSpool spool, PackIndex index, Together together)
      throws IOException {
    Reservation reservation = reserve(name, together);
    if (reservation instanceof Reservation.Stored existing) {
      return existing.row();
    }
    Reservation.Granted granted = (Reservation.Granted) reservation;
    try (ObjectStore.Upload upload = copied(granted, spool)) {
      upload.commit();
    }
    return publish(name, granted, index, together);
  }

  private ObjectStore.Upload copied(Reservation.Granted granted, PackSpool spool)
      throws IOException {
    ObjectStore.Upload upload = null;
    try {
      upload = upload(granted);
      spool.copyTo(upload);
      return upload;
    } catch (IOException | RuntimeException e) {
      if (upload != null) {
        upload.close();
      }
      giveUp(granted);
      throw e;
    }
  }
}
