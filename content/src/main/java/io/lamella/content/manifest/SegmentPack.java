package io.lamella.content.manifest;

import io.lamella.content.pack.PackRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pack that holds segments. It has no name as long as it is written. */
final class SegmentPack {
  private @Nullable PackRef ref;

  SegmentPack() {}

  SegmentPack(PackRef ref) {
    this.ref = ref;
  }

  void stored(PackRef name) {
    ref = name;
  }

  PackRef ref() {
    return Objects.requireNonNull(ref, "the pack is still being written");
  }
}
