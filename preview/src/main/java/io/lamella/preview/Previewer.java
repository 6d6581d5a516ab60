package io.lamella.preview;

import io.lamella.contracts.rest.Preview;
import java.io.IOException;

/**
 * Looks into files. What it looks into may do anything to it, so it runs in a process of its own.
 */
final class Previewer {
  private final Limits limits;

  Previewer(Limits limits) {
    this.limits = limits;
  }

  /** The preview of a file, or why it has none. */
  Outcome preview(Reading reading, FileBytes bytes) {
    try {
      return make(reading, bytes);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Outcome.failed(why(e));
    }
  }

  private static Failure why(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoPreviewException known) {
        return known.failure();
      }
    }
    return Failure.NOT_READABLE;
  }

  private Outcome make(Reading reading, FileBytes bytes) throws IOException {
    return switch (reading.kind()) {
      case "image" -> Images.preview(bytes, limits);
      case "audio", "video" -> Outcome.of(Media.preview(bytes, reading.kind()));
      case "table" -> Outcome.of(table(reading, bytes));
      case "json" -> Outcome.of(text(reading, bytes, "application/json", limits.jsonBytes()));
      case "html" -> Outcome.of(text(reading, bytes, "text/html", limits.textBytes()));
      default -> Outcome.of(text(reading, bytes, "text/plain", limits.textBytes()));
    };
  }

  private Preview table(Reading reading, FileBytes bytes) throws IOException {
    if (reading.format().equals("parquet")) {
      return Parquet.preview(bytes, limits);
    }
    Head head = Head.of(reading, bytes, limits.textBytes());
    return reading.format().equals("csv") || reading.format().equals("tsv")
        ? Delimited.preview(reading.format(), head.text, head.cut, limits)
        : JsonLines.preview(head.text, head.cut, limits);
  }

  private static Preview text(Reading reading, FileBytes bytes, String mediaType, int limit)
      throws IOException {
    Head head = Head.of(reading, bytes, limit);
    boolean sandbox = reading.kind().equals("html");
    return new Preview(reading.kind(), mediaType, head.cut, sandbox, null, head.text, null, null);
  }

  private record Head(String text, boolean cut) {
    static Head of(Reading reading, FileBytes bytes, int limit) throws IOException {
      try (HeadStream in = HeadStream.of(bytes, reading.compression(), limit)) {
        String text = Text.of(in.readAllBytes());
        return new Head(text, in.isCut());
      }
    }
  }
}
