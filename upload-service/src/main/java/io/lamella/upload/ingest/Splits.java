package io.lamella.upload.ingest;

import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentReader;
import io.lamella.contracts.ExtentRef;
import io.lamella.contracts.event.IngestItem;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.intake.KeptBytes;
import io.lamella.upload.pack.StoredPacks;
import io.lamella.upload.source.Opened;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Files that are split, and where the bytes of their ranges lie. */
@ApplicationScoped
class Splits {
  /** A larger file has larger ranges. */
  private static final int MOST = 64;

  private final Database database;
  private final Ingests ingests;
  private final StoredPacks storedPacks;
  private final long range;

  @Inject
  Splits(Database database, Ingests ingests, StoredPacks storedPacks, UploadConfig config) {
    this.database = database;
    this.ingests = ingests;
    this.storedPacks = storedPacks;
    this.range = config.ingest().range().asLongValue();
  }

  /**
   * A file that is to be split.
   *
   * @param file as it was when it was opened
   * @param mode permission bits
   */
  record Large(IngestItem.File file, int mode) {
    static Large of(IngestItem.File found, Opened opened) {
      return new Large(
          new IngestItem.File(
              found.path(),
              found.uri(),
              opened.size(),
              opened.etag(),
              opened.modified() == null ? found.modified() : opened.modified(),
              null,
              null),
          opened.mode());
    }
  }

  /** Whether more than one should load it. */
  boolean isLarge(Opened opened) {
    return opened.ranged() && range > 0 && opened.size() > 2 * range;
  }

  /**
   * Splits files.
   *
   * @param had the item that had them as wholes
   * @return an item for each of their ranges
   */
  List<IngestItem> split(Transaction tx, IngestItem had, List<Large> files) {
    List<IngestItem> items = new ArrayList<>();
    for (Large file : files) {
      items.addAll(split(tx, had, file));
    }
    return items;
  }

  private List<IngestItem> split(Transaction tx, IngestItem had, Large large) {
    long size = large.file().size();
    long length = Math.max(range, (size + MOST - 1) / MOST);
    int ranges = Math.toIntExact((size + length - 1) / length);
    int whole = ingests.addSplit(tx, had.ingest(), ranges + 1);
    tx.run(
        "INSERT INTO ingest_split (ingest, item, file, mode, missing) VALUES ($1, $2,"
            + " $3::text::jsonb, $4, $5)",
        had.ingest(),
        whole,
        Columns.json(large.file()),
        large.mode(),
        ranges);
    List<IngestItem> items = new ArrayList<>();
    for (int i = 0; i < ranges; i++) {
      long from = i * length;
      items.add(
          new IngestItem(
              had.ingest(),
              had.attempt(),
              whole + 1 + i,
              List.of(large.file()),
              new IngestItem.Range(whole, from, Math.min(length, size - from))));
    }
    return items;
  }

  /** The file that an item has a range of, unless that has ended. */
  Optional<Split> find(Transaction tx, UUID ingest, IngestItem.Range range) {
    return tx.first(
            "SELECT " + Split.COLUMNS + " FROM ingest_split WHERE ingest = $1 AND item = $2",
            ingest,
            range.whole())
        .map(Split::of);
  }

  /** Notes that a range is in packs. */
  Optional<Split> arrived(Transaction tx, UUID ingest, IngestItem.Range part, KeptBytes stored) {
    tx.run(
        "INSERT INTO ingest_range (ingest, split, start, extents, tail) SELECT ingest, item, $3,"
            + " $4::text::jsonb, $5 FROM ingest_split WHERE ingest = $1 AND item = $2",
        ingest,
        part.whole(),
        part.from(),
        Columns.json(stored.extents().stream().map(Extent::toRef).toList()),
        Buffer.buffer(stored.tail()));
    return tx.first(
            "UPDATE ingest_split SET missing = missing - 1, bytes = bytes + $3 WHERE ingest = $1"
                + " AND item = $2 RETURNING "
                + Split.COLUMNS,
            ingest,
            part.whole(),
            part.length())
        .map(Split::of);
  }

  /** Notes that a range cannot be had, and so the file. */
  Optional<Split> missed(Transaction tx, UUID ingest, IngestItem.Range part, Miss miss) {
    return tx.first(
            "UPDATE ingest_split SET missing = missing - 1, code = coalesce(code, $3), detail ="
                + " coalesce(detail, $4) WHERE ingest = $1 AND item = $2 RETURNING "
                + Split.COLUMNS,
            ingest,
            part.whole(),
            miss.told().code(),
            miss.told().detail())
        .map(Split::of);
  }

  /** Forgets a file that is in the draft, or cannot be had. */
  void end(Transaction tx, UUID ingest, int item) {
    tx.run("DELETE FROM ingest_split WHERE ingest = $1 AND item = $2", ingest, item);
  }

  /** The bytes of a file, all ranges of which are in packs. */
  InputStream open(Draft draft, UUID ingest, int item) {
    ExtentReader packs = new ExtentReader(storedPacks.of(draft.domains()));
    List<InputStream> streams = new ArrayList<>();
    for (KeptBytes range : database.inTransaction(tx -> ranges(tx, ingest, item))) {
      streams.add(range.open(packs));
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  private static List<KeptBytes> ranges(Transaction tx, UUID ingest, int item) {
    List<KeptBytes> all = new ArrayList<>();
    for (Row row :
        tx.run(
            "SELECT extents::text AS extents, tail FROM ingest_range WHERE ingest = $1 AND split ="
                + " $2 ORDER BY start",
            ingest,
            item)) {
      all.add(
          new KeptBytes(
              Columns.jsonList(row, "extents", ExtentRef.class).stream().map(Extent::of).toList(),
              Columns.bytes(row, "tail")));
    }
    return all;
  }
}
