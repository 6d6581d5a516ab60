package io.lamella.upload.lease;

import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Promises to drafts that packs stay. */
@ApplicationScoped
public class Leases {
  /**
   * Leases those of {@code packs} (by number) that are live to a draft and answers them; the rest
   * is gone or going. None when the draft is gone.
   */
  public Set<Long> grant(Transaction tx, UUID draft, Collection<Long> packs, Instant until) {
    Set<Long> granted = new HashSet<>();
    if (packs.isEmpty()) {
      return granted;
    }
    tx.run(
            "WITH known AS (SELECT version FROM draft WHERE version = $1 FOR KEY SHARE), live AS"
                + " (SELECT pack_no FROM pack WHERE pack_no = ANY($2) AND state = 'LIVE' ORDER BY"
                + " pack_no FOR SHARE) INSERT INTO lease (draft, pack_no, until) SELECT version,"
                + " pack_no, $3 FROM known, live ON CONFLICT (draft, pack_no) DO UPDATE SET until ="
                + " greatest(lease.until, excluded.until) RETURNING pack_no",
            draft,
            packs.stream().distinct().sorted().toArray(Long[]::new),
            Columns.time(until))
        .forEach(row -> granted.add(row.getLong("pack_no")));
    return granted;
  }
}
