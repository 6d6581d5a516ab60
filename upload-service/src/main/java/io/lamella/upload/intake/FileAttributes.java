package io.lamella.upload.intake;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client may say of a file beside its bytes. */
public final class FileAttributes {
  private static final int DEFAULT_MODE = 0644;
  private static final long NANOS = 1_000_000_000L;

  private FileAttributes() {}

  /**
   * Permission bits, octal; 644 where nothing is said.
   *
   * @param name where they stand, for the message
   * @throws LamellaException {@code invalid-request}
   */
  public static int mode(String name, Optional<String> octal) {
    return octal.map(text -> mode(name, text)).orElse(DEFAULT_MODE);
  }

  /**
   * Modification time, nanoseconds since 1970 UTC, of an ISO-8601 text; now where nothing is said.
   *
   * @param name where it stands, for the message
   * @throws LamellaException {@code invalid-request}
   */
  public static long mtimeNanos(String name, Optional<String> iso) {
    return nanos(name, iso.map(text -> time(name, text)).orElseGet(Instant::now));
  }

  private static int mode(String name, String octal) {
    try {
      int mode = Integer.parseInt(octal, 8);
      if (mode >= 0 && mode <= 07777) {
        return mode & 0777;
      }
    } catch (NumberFormatException e) {
      throw invalid(name + " is octal, like 0644, not " + octal, e);
    }
    throw invalid(name + " is octal, like 0644, not " + octal, null);
  }

  private static Instant time(String name, String iso) {
    try {
      return Instant.parse(iso);
    } catch (DateTimeException e) {
      throw invalid(name + " is like 2026-11-22T10:00:00Z, not " + iso, e);
    }
  }

  private static long nanos(String name, Instant time) {
    try {
      return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    } catch (ArithmeticException e) {
      throw invalid(name + " lies outside of the years 1678 to 2262: " + time, e);
    }
  }

  private static LamellaException invalid(String detail, @Nullable Throwable cause) {
    return new LamellaException(ErrorCode.INVALID_REQUEST, detail, cause);
  }
}
