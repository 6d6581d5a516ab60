package io.lamella.upload.ingest;

import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.upload.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of which several items load a range each, as its row has it.
 *
 * @param item number of the item that puts it together
 * @param file the file, as it was when it was split
 * @param mode permission bits
 * @param missing ranges that are not in packs
 * @param bytes of the ranges that are
 * @param miss why it cannot be had, if one of its ranges cannot
 */
record Split(
    int item, IngestItem.File file, int mode, int missing, long bytes, @Nullable Miss miss) {
  static final String COLUMNS = "item, file::text AS file, mode, missing, bytes, code, detail";

  static Split of(Row row) {
    IngestItem.File file = Columns.json(row, "file", IngestItem.File.class);
    String code = row.getString("code");
    return new Split(
        row.getInteger("item"),
        file,
        row.getInteger("mode"),
        row.getInteger("missing"),
        row.getLong("bytes"),
        code == null
            ? null
            : new Miss(
                new IngestMiss(file.uri(), file.path(), code, row.getString("detail")), file));
  }

  /** The item that puts it together, in the attempt of another one. */
  IngestItem whole(IngestItem other) {
    return new IngestItem(
        other.ingest(),
        other.attempt(),
        item,
        List.of(file),
        new IngestItem.Range(item, 0, file.size()));
  }
}
