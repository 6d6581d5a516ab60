package io.lamella.upload.seal;

import io.lamella.contracts.event.SealRequested;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claimed seal.
 *
 * @param request what is to be sealed
 * @param lastRun last run of the draft that is in it
 * @param claim name of the claim
 * @param claims how often it was claimed, this time included
 * @param attempts how often that ended without a result
 * @param traceparent where it was asked for; null: in no trace
 */
record SealTask(
    SealRequested request,
    long lastRun,
    UUID claim,
    int claims,
    int attempts,
    @Nullable String traceparent) {
  UUID version() {
    return request.version();
  }

  long epoch() {
    return request.epoch();
  }
}
