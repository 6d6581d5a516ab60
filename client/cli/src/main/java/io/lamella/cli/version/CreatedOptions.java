package io.lamella.cli.version;

import io.lamella.cli.reference.UsageException;
import io.lamella.sdk.version.Created;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By whom and when something was made. */
public final class CreatedOptions {
  @Option(names = "--created-by", paramLabel = "NAME", description = "Made by this one.")
  @Nullable String by;

  @Option(
      names = "--created-after",
      paramLabel = "TIME",
      description = "Made then or later: 2026-11-22 (UTC), or 2026-11-22T10:00:00+01:00.")
  @Nullable String after;

  @Option(names = "--created-before", paramLabel = "TIME", description = "Made before.")
  @Nullable String before;

  Created made() {
    return new Created(by, time(after), time(before));
  }

  private static @Nullable Instant time(@Nullable String written) {
    if (written == null) {
      return null;
    }
    try {
      return written.contains("T")
          ? OffsetDateTime.parse(written).toInstant()
          : LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "a time is written 2026-11-22 or 2026-11-22T10:00:00Z, not " + written);
    }
  }
}
