package io.lamella.sdk.report;

import io.lamella.contracts.rest.ReportView;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the file of a report is called on a disk, whatever the report is called. */
final class SafeName {
  private static final int LONGEST = 60;
  private static final int OF_ID = 8;
  private static final Map<String, String> ENDINGS =
      Map.of(
          "image/jpeg", "jpg",
          "image/svg+xml", "svg",
          "audio/mpeg", "mp3",
          "audio/mp4", "m4a",
          "video/quicktime", "mov",
          "video/x-matroska", "mkv",
          "video/x-msvideo", "avi",
          "video/ogg", "ogv");

  private SafeName() {}

  /** Title, series and iteration, and of the id enough that no two are the same. */
  static String of(ReportView report, String type) {
    String words =
        Stream.of(report.title(), report.series(), Long.toString(report.iteration()))
            .filter(word -> !word.isEmpty())
            .map(SafeName::plain)
            .collect(Collectors.joining("-"));
    return words + "-" + report.id().toString().substring(0, OF_ID) + "." + ending(type);
  }

  /** Letters, digits and what is nothing special anywhere; no dot that could lead out or hide. */
  private static String plain(String word) {
    String plain = word.replaceAll("[^A-Za-z0-9_-]+", "_");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
  }

  private static String ending(String type) {
    String last = type.substring(type.indexOf('/') + 1);
    return ENDINGS.getOrDefault(type, last.matches("[a-z0-9]{1,10}") ? last : "bin");
  }
}
