package io.lamella.content.store;

import java.io.IOException;
import java.util.Locale;

/** Tells a disk, or a quota, that is full from other failures. */
public final class NoRoom {
  private NoRoom() {}

  /** True when {@code failure} passes once somebody makes room, and not before. */
  public static boolean isWhy(Throwable failure) {
    if (!(failure instanceof IOException)) {
      return false;
    }
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("quota exceeded")
        || message.contains("file too large");
  }
}
