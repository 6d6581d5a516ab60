package io.lamella.metadata.amendment;

import io.lamella.contracts.rest.AmendmentView;
import io.lamella.contracts.rest.Page;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps what was changed about versions, within the transaction that changes them. */
@ApplicationScoped
public class AmendmentLog {
  /** Parts of the cursor of a listing. */
  public static final int CURSOR_PARTS = 1;

  private static final String OF_VERSION =
      "from Amendment where version = :version and id < :before order by id desc";

  /** Writes down what an amendment made different, which is not nothing. */
  public Uni<Void> append(
      Mutiny.Session session, UUID version, Instant at, String by, Difference difference) {
    Amendment amendment = new Amendment();
    amendment.version = version;
    amendment.at = at;
    amendment.by = by;
    amendment.amended = difference.amended();
    return session.persist(amendment);
  }

  /** Amendments of a version, the newest first. */
  public Uni<Page<AmendmentView>> page(Mutiny.Session session, UUID version, Paging.Wanted wanted) {
    Cursor after = wanted.after();
    return session
        .createQuery(OF_VERSION, Amendment.class)
        .setParameter("version", version)
        .setParameter("before", after == null ? Long.MAX_VALUE : after.number(0))
        .setMaxResults(wanted.rows())
        .getResultList()
        .map(
            rows -> {
              Page<Amendment> page = wanted.page(rows.size(), rows, AmendmentLog::place);
              List<AmendmentView> views = page.items().stream().map(Amendment::view).toList();
              return new Page<>(views, page.next());
            });
  }

  private static Cursor place(Amendment last) {
    return Cursor.of(Objects.requireNonNull(last.id).toString());
  }
}
