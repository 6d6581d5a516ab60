package io.lamella.upload.seal;

import io.lamella.contracts.event.SealRequested;
import java.util.UUID;

/**
 * A claimed seal.
 *
 * @param request what is to be sealed
 * @param lastRun last run of the draft that is in it
 * @param claim name of the claim
 * @param attempt how often it has been tried, this time included
 */
record SealTask(SealRequested request, long lastRun, UUID claim, int attempt) {
  UUID version() {
    return request.version();
  }

  long epoch() {
    return request.epoch();
  }
}
