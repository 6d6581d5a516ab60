package io.lamella.metadata.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a report is. */
enum ReportKind {
  TABLE,
  HISTOGRAM,
  SCALAR,
  IMAGE,
  MEDIA;

  /** As it is written. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ReportKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
