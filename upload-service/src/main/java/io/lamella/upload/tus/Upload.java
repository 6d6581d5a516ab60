package io.lamella.upload.tus;

import io.lamella.content.manifest.EntryPath;
import io.lamella.upload.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload's row, but for its bytes.
 *
 * @param version of whose draft it is
 * @param epoch turn of the draft that it was created in
 * @param path of the file; null of a partial one
 * @param mode permission bits
 * @param metadata what the client said of it, as it said it
 * @param concat what a final one was put together of, as the client said it
 * @param length bytes of the whole; null: the client has not said yet
 * @param offset bytes that have come
 * @param isLocked whether a request writes it
 * @param isExpired whether nobody may go on with it
 */
record Upload(
    UUID id,
    UUID version,
    long epoch,
    Kind kind,
    @Nullable EntryPath path,
    int mode,
    long mtimeNanos,
    @Nullable String metadata,
    @Nullable String concat,
    @Nullable Long length,
    long offset,
    boolean isLocked,
    boolean isExpired,
    Instant expires) {
  static final String COLUMNS =
      "id, version, epoch, kind, path, mode, mtime, metadata, concat, length, settled +"
          + " octet_length(tail) AS received, writer IS NOT NULL AND writer_until > now() AS"
          + " locked, expires <= now() AND (writer IS NULL OR writer_until <= now()) AS expired,"
          + " expires";

  /** What becomes of it. */
  enum Kind {
    /** A file. */
    PLAIN,
    /** Bytes that others are put together of. */
    PARTIAL,
    /** A file that was put together. */
    FINAL
  }

  static Upload of(Row row) {
    String path = row.getString("path");
    return new Upload(
        row.getUUID("id"),
        row.getUUID("version"),
        row.getLong("epoch"),
        Kind.valueOf(row.getString("kind")),
        path == null ? null : EntryPath.of(path),
        row.getInteger("mode"),
        row.getLong("mtime"),
        row.getString("metadata"),
        row.getString("concat"),
        row.getLong("length"),
        row.getLong("received"),
        row.getBoolean("locked"),
        row.getBoolean("expired"),
        Columns.time(row, "expires"));
  }

  /** True when nothing is missing; a file is registered then. */
  boolean isWhole() {
    return length != null && length == offset;
  }

  /** The same with its bytes up to {@code reached}. */
  Upload at(long reached, @Nullable Long said, Instant until) {
    return new Upload(
        id,
        version,
        epoch,
        kind,
        path,
        mode,
        mtimeNanos,
        metadata,
        concat,
        said,
        reached,
        false,
        false,
        until);
  }
}
