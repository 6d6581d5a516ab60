package io.lamella.bench.report;

import java.util.Locale;

/** Bytes for people, in powers of ten. */
final class Sizes {
  private Sizes() {}

  static String of(double bytes) {
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.0f KB", bytes / 1e3);
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
  }
}
