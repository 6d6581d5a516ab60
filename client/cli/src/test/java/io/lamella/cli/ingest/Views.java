package io.lamella.cli.ingest;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.contracts.rest.IngestView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ingests in a state. */
final class Views {
  static final UUID ID = UUID.randomUUID();
  static final UUID VERSION = UUID.randomUUID();
  private static final Instant BEGUN = Instant.parse("2026-11-27T08:00:00Z");
  private static final Set<String> ENDS = Set.of("done", "failed", "cancelled");

  private Views() {}

  /**
   * @param version null: there is none yet
   */
  static IngestView of(String state, @Nullable VersionState version) {
    return of(state, version, 0, List.of());
  }

  static IngestView of(
      String state, @Nullable VersionState version, long missed, List<IngestMiss> failed) {
    boolean isThere = version != null;
    return new IngestView(
        ID,
        null,
        state,
        "add",
        isThere ? VERSION : null,
        isThere ? "vision" : null,
        isThere ? "frames" : null,
        isThere ? "1.0.3" : null,
        version,
        version == VersionState.FINAL ? "ab12" : null,
        new IngestCounts(true, 100, 2_048, 75, 1_536, missed),
        ENDS.contains(state) ? null : 512L,
        ENDS.contains(state) ? null : 61L,
        failed,
        state.equals("failed")
            ? new Failure(ErrorCode.INGEST_FAILED.code(), missed + " files could not be had")
            : null,
        1,
        BEGUN,
        BEGUN,
        ENDS.contains(state) ? BEGUN.plusSeconds(9) : null,
        "eve");
  }
}
