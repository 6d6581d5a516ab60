package io.lamella.metadata.limit;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The place in a listing after a row: the values that the listing is ordered by. */
public record Cursor(List<String> parts) {
  private static final String SEPARATOR = "\n";

  public Cursor {
    parts = List.copyOf(parts);
  }

  public static Cursor of(String... parts) {
    return new Cursor(List.of(parts));
  }

  /** Opaque to clients, fit for a query parameter. */
  public String encode() {
    byte[] bytes = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws LamellaException {@code invalid-request} when it is something else
   */
  public static Cursor decode(String text, int parts) {
    try {
      String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      List<String> found = List.of(decoded.split(SEPARATOR, -1));
      if (found.size() == parts && decoded.indexOf('\0') < 0) {
        return new Cursor(found);
      }
    } catch (IllegalArgumentException e) {
      throw foreign(e);
    }
    throw foreign(null);
  }

  /** A part that is a time. */
  public Instant time(int part) {
    try {
      Instant time = Instant.parse(parts.get(part));
      if (Rules.isStorable(time)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      throw foreign(e);
    }
    throw foreign(null);
  }

  /** A part that is an id. */
  public UUID id(int part) {
    try {
      return UUID.fromString(parts.get(part));
    } catch (IllegalArgumentException e) {
      throw foreign(e);
    }
  }

  /** A part that is a number. */
  public long number(int part) {
    try {
      return Long.parseLong(parts.get(part));
    } catch (NumberFormatException e) {
      throw foreign(e);
    }
  }

  private static LamellaException foreign(@Nullable RuntimeException e) {
    return new LamellaException(
        ErrorCode.INVALID_REQUEST, "after is what the page before gave as next, unchanged", e);
  }
}
