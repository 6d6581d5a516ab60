package io.lamella.upload.draft;

import java.time.Instant;
import java.util.UUID;

/**
 * What a sign of life is answered with: a draft without what it takes reading all of it to tell.
 *
 * @param version id of the version
 * @param epoch the version's turn
 * @param state as in {@link io.lamella.contracts.rest.DraftView}
 * @param leaseUntil until when packs named to this draft stay
 * @param touched last sign of life
 */
record DraftAlive(UUID version, long epoch, String state, Instant leaseUntil, Instant touched) {
  static DraftAlive of(Draft draft) {
    return new DraftAlive(
        draft.version(),
        draft.epoch(),
        draft.state().wireName(),
        draft.leaseUntil(),
        draft.touched());
  }
}
