package io.lamella.cli.event;

import io.lamella.cli.reference.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as it is written on a command line. */
final class Since {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,9})([smhd])");

  private Since() {}

  /**
   * {@code 2026-11-27T08:00:00Z}, or how long ago: {@code 90s}, {@code 30m}, {@code 2h}, {@code
   * 7d}.
   */
  static Instant parse(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      long count = Long.parseLong(ago.group(1));
      return now.minus(
          switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "--since is a time such as 2026-11-27T08:00:00Z, or how long ago, such as 30m or 2h: "
              + text);
    }
  }
}
