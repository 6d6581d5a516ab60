package io.lamella.upload.change;

import io.lamella.content.Digest;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Answers that were given to requests with an Idempotency-Key. They live as long as the draft. */
@ApplicationScoped
class Answers {
  /** True when a request with this key was answered. */
  boolean knows(Transaction tx, UUID version, String key) {
    return tx.first("SELECT 1 FROM answer WHERE version = $1 AND key = $2", version, key)
        .isPresent();
  }

  /**
   * The answer to the same request.
   *
   * @throws LamellaException {@code idempotency-mismatch} when the key was used for another body
   */
  Optional<RunAccepted> find(Transaction tx, UUID version, Repeat repeat) {
    return tx.first(
            "SELECT fingerprint, body::text AS body FROM answer WHERE version = $1 AND key = $2",
            version,
            repeat.key())
        .map(
            row -> {
              Digest before = Columns.digest(row, "fingerprint");
              if (!before.equals(repeat.fingerprint())) {
                throw new LamellaException(
                    ErrorCode.IDEMPOTENCY_MISMATCH,
                    "The key " + repeat.key() + " was used for other changes of this draft");
              }
              return Columns.json(row, "body", RunAccepted.class);
            });
  }

  void keep(Transaction tx, UUID version, Repeat repeat, RunAccepted answer) {
    tx.run(
        "INSERT INTO answer (version, key, fingerprint, body) VALUES ($1, $2, $3,"
            + " $4::text::jsonb)",
        version,
        repeat.key(),
        Columns.digest(repeat.fingerprint()),
        Columns.json(answer));
  }
}
