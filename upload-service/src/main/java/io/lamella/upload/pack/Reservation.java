package io.lamella.upload.pack;

import io.lamella.content.pack.PackRef;
import java.util.UUID;

/** How a pack stands before its bytes are taken in. */
public sealed interface Reservation {
  /** It is stored already; nothing needs to be written. */
  record Stored(PackRow row) implements Reservation {}

  /**
   * Its object may be written, by the holder of {@code owner}.
   *
   * @param pack what it will be called
   * @param store URI of the store that it goes to
   */
  record Granted(PackRef pack, String store, UUID owner) implements Reservation {}
}
