package io.lamella.preview;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a file is looked at, which its name says: equal bytes with another name may be something
 * else.
 *
 * @param format end of the name, without that of the compression
 * @param kind kind of the preview
 */
public record Reading(String format, String kind, Compression compression) {
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("csv", "table"),
          Map.entry("tsv", "table"),
          Map.entry("jsonl", "table"),
          Map.entry("ndjson", "table"),
          Map.entry("parquet", "table"),
          Map.entry("png", "image"),
          Map.entry("jpg", "image"),
          Map.entry("jpeg", "image"),
          Map.entry("gif", "image"),
          Map.entry("bmp", "image"),
          Map.entry("webp", "image"),
          Map.entry("wav", "audio"),
          Map.entry("flac", "audio"),
          Map.entry("mp3", "audio"),
          Map.entry("ogg", "audio"),
          Map.entry("m4a", "audio"),
          Map.entry("mp4", "video"),
          Map.entry("mov", "video"),
          Map.entry("webm", "video"),
          Map.entry("mkv", "video"),
          Map.entry("avi", "video"),
          Map.entry("html", "html"),
          Map.entry("htm", "html"),
          Map.entry("json", "json"),
          Map.entry("txt", "text"),
          Map.entry("md", "text"),
          Map.entry("log", "text"),
          Map.entry("xml", "text"),
          Map.entry("yaml", "text"),
          Map.entry("yml", "text"));

  /** What a file's bytes are packed with. */
  public enum Compression {
    NONE,
    GZIP,
    ZSTANDARD
  }

  /** How a file of this name is looked at; empty when it is not. */
  public static Optional<Reading> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz")) {
      return packed(lower.substring(0, lower.length() - 3), Compression.GZIP);
    }
    if (lower.endsWith(".zst")) {
      return packed(lower.substring(0, lower.length() - 4), Compression.ZSTANDARD);
    }
    return plain(lower, Compression.NONE);
  }

  private static Optional<Reading> packed(String name, Compression compression) {
    return plain(name, compression)
        .filter(reading -> !reading.format.equals("parquet"))
        .filter(
            reading ->
                reading.kind.equals("table")
                    || reading.kind.equals("json")
                    || reading.kind.equals("text"));
  }

  private static Optional<Reading> plain(String name, Compression compression) {
    int dot = name.lastIndexOf('.');
    String format = name.substring(dot + 1);
    String kind = dot < 0 ? null : KINDS.get(format);
    return kind == null ? Optional.empty() : Optional.of(new Reading(format, kind, compression));
  }

  /** A short name, of letters, digits and hyphens: what else decides beside a file's bytes. */
  public String code() {
    return switch (compression) {
      case NONE -> format;
      case GZIP -> format + "-gz";
      case ZSTANDARD -> format + "-zst";
    };
  }
}
