package io.lamella.cache.finalized;

import io.lamella.contracts.event.VersionEvent;

/** Something that is done when a version has become final. */
public interface OnFinal {
  /** Begins it, and does not wait for its end. */
  void begin(VersionEvent event);
}
