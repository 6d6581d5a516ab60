package io.lamella.metadata.console;

import io.lamella.metadata.limit.Rules;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lines that are said at once.
 *
 * @param lines without line breaks, at least one
 */
public record Said(Instant at, String by, String source, List<String> lines) {
  /** What the services call themselves; clients may not. */
  public static final String SERVICE = "service";

  public Said {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw Rules.invalid("say at least one line");
    }
  }

  /** What a service says, however many lines the text has. */
  public static Said byService(Instant at, String by, String text) {
    return new Said(at, by, SERVICE, split(text).toList());
  }

  /** The lines of a text. */
  public static Stream<String> split(String text) {
    return Stream.of(text.split("\\R", -1));
  }
}
