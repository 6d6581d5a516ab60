package io.lamella.metadata.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By whom something was made, and when; null: anyone, ever.
 *
 * @param by name of who made it
 * @param after made at this time or later
 * @param before made before this time
 */
public record Created(@Nullable String by, @Nullable Instant after, @Nullable Instant before) {
  boolean saysNothing() {
    return by == null && after == null && before == null;
  }

  /** Adds this as conditions on the columns of a table. */
  void narrow(Sql sql, String table) {
    if (by != null) {
      sql.where(table + ".created_by = :creator", "creator", by);
    }
    if (after != null) {
      sql.where(
          table + ".created >= CAST(CAST(:since AS text) AS timestamptz)",
          "since",
          after.toString());
    }
    if (before != null) {
      sql.where(
          table + ".created < CAST(CAST(:until AS text) AS timestamptz)",
          "until",
          before.toString());
    }
  }
}
