package io.lamella.sdk.transfer;

import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.Slot;

/** Where a chunk lies, or will lie once its pack is sent. */
sealed interface Place {
  /** In a pack that the server has. */
  record Stored(PackRef pack, int number, Slot slot) implements Place {}

  /** In a pack of this transfer. */
  record Ours(OutgoingPack pack, int number) implements Place {}

  /** True when it lies directly behind {@code other} in the same pack. */
  default boolean follows(Place other) {
    if (this instanceof Stored now && other instanceof Stored before) {
      return now.number() == before.number() + 1
          && now.pack().equals(before.pack())
          && now.slot().offset() == before.slot().offset() + before.slot().frameLength();
    }
    return this instanceof Ours now
        && other instanceof Ours before
        && now.pack() == before.pack()
        && now.number() == before.number() + 1;
  }
}
