package io.lamella.sdk.version;

import io.lamella.sdk.server.Query;
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
  /** By anyone, ever. */
  public static final Created ANY = new Created(null, null, null);

  Query on(Query query) {
    return query.with("createdBy", by).with("createdAfter", after).with("createdBefore", before);
  }
}
