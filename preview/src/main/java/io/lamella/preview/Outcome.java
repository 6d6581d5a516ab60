package io.lamella.preview;

import io.lamella.contracts.rest.Preview;
import org.jspecify.annotations.Nullable;

/**
 * What became of looking into a file: a preview, or why there is none.
 *
 * @param thumbnail of an image PNG or JPEG
 */
@SuppressWarnings("ArrayRecordComponent")
public record Outcome(
    @Nullable Preview preview, byte @Nullable [] thumbnail, @Nullable Failure failure) {
  static Outcome of(Preview preview) {
    return new Outcome(preview, null, null);
  }

  static Outcome failed(Failure failure) {
    return new Outcome(null, null, failure);
  }
}
