package io.lamella.cache.file;

import java.net.URLConnection;
import java.util.Map;

/** Media types by the ends of names. Only a hint: browsers are told to sniff and run nothing. */
final class MediaTypes {
  private static final String UNKNOWN = "application/octet-stream";

  /** What the platform does not know everywhere. */
  private static final Map<String, String> MORE =
      Map.of(
          "json", "application/json",
          "jsonl", "application/x-ndjson",
          "csv", "text/csv",
          "md", "text/markdown",
          "yaml", "application/yaml",
          "webp", "image/webp",
          "parquet", "application/vnd.apache.parquet");

  private MediaTypes() {}

  static String of(String name) {
    String known = MORE.get(name.substring(name.lastIndexOf('.') + 1));
    if (known != null) {
      return known;
    }
    String guessed = URLConnection.guessContentTypeFromName(name.replace('#', '_'));
    return guessed == null ? UNKNOWN : guessed;
  }
}
