package io.lamella.metadata.records;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IngestView;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the last ingest of a rule has ended. */
final class RecordsLast {
  private static final Set<String> UNSUCCESSFUL = Set.of("failed", "cancelled");

  private RecordsLast() {}

  /** Its id if it failed or was cancelled, else null. */
  static @Nullable UUID unsuccessful(@Nullable IngestView last) {
    return last != null && UNSUCCESSFUL.contains(last.state()) ? last.id() : null;
  }

  static boolean isUnderWay(@Nullable IngestView last) {
    return last != null && last.ended() == null;
  }

  static void requireEnded(@Nullable IngestView last) {
    if (last != null && isUnderWay(last)) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          "the ingest " + last.id() + " is " + last.state() + ": wait for its end, or cancel it");
    }
  }
}
