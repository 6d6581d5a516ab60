package io.lamella.upload.archive;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import org.jspecify.annotations.Nullable;

/** How zip streams are refused. */
final class ZipProblems {
  private ZipProblems() {}

  /** It is damaged, cut off or none. */
  static LamellaException unreadable(String why, @Nullable Throwable cause) {
    return new LamellaException(
        ErrorCode.INVALID_REQUEST, "The zip stream cannot be read: " + why, cause);
  }

  static LamellaException unreadable(String why) {
    return unreadable(why, null);
  }

  /** It is whole, but not taken. */
  static LamellaException refused(String name, String why) {
    return new LamellaException(ErrorCode.INVALID_CHANGE, name + ": " + why);
  }
}
