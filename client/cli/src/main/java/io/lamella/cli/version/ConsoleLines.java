package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.Printable;
import io.lamella.contracts.rest.LogLine;
import io.lamella.sdk.log.VersionLog;
import io.lamella.sdk.server.Pause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The text log of a version, on a terminal. */
final class ConsoleLines {
  private static final String STDIN = "-";
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int TOGETHER = 500;

  private final VersionLog log;
  private final Output output;

  ConsoleLines(VersionLog log, Output output) {
    this.log = log;
    this.output = output;
  }

  /** Writes a text, or what comes on stdin, as it comes. */
  void write(String text) throws IOException {
    if (!text.equals(STDIN)) {
      log.append(null, Stream.of(text));
      return;
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      List<String> together = new ArrayList<>(List.of(line));
      while (together.size() < TOGETHER && in.ready()) {
        String next = in.readLine();
        if (next == null) {
          break;
        }
        together.add(next);
      }
      log.append(null, together.stream());
    }
  }

  /**
   * @param follow goes on until nobody reads it any more
   */
  void print(boolean follow) throws IOException {
    for (long last = printAfter(0); follow && output.isRead(); last = printAfter(last)) {
      Pause.of(LOOK_AGAIN);
    }
  }

  private long printAfter(long last) {
    long[] seen = {last};
    try (Stream<LogLine> lines = log.lines(last)) {
      lines.forEach(
          line -> {
            print(line);
            seen[0] = line.number();
          });
    }
    return seen[0];
  }

  private void print(LogLine line) {
    output.answer(
        Objects.of(
            "number", line.number(),
            "at", line.at(),
            "by", line.by(),
            "source", line.source(),
            "text", line.text()),
        "%s  %s  %s  %s".formatted(line.at(), line.by(), line.source(), Printable.of(line.text())));
  }
}
