package io.lamella.upload.draft;

import java.util.Locale;

/** What a draft takes. */
public enum DraftState {
  /** Takes changes. */
  OPEN,
  /** Frozen while a sealer works on it. */
  SEALING,
  /** Became a manifest. */
  SEALED,
  /** Its version was aborted or failed, or its seal did; a higher epoch opens it again. */
  CLOSED;

  /** As it stands in {@link io.lamella.contracts.rest.DraftView}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
