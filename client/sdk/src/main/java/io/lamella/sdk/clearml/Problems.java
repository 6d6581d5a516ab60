package io.lamella.sdk.clearml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with one version: all of it is counted, the first of it is named. */
final class Problems {
  /** Key of the metadata under which the damage of a version is kept. */
  static final String KEY = "clearml-damage";

  /** So many are named; the others are counted. */
  private static final int NAMED = 500;

  /** Characters that the names may have together, as metadata has its limit. */
  private static final int ROOM = 60_000;

  enum Kind {
    MISSING,
    CHANGED,
    HOSTILE,
    INVALID_PATH,
    LINK_MISSING,
    LINK_CHANGED,
    ARCHIVE_MISSING,
    ARCHIVE_DAMAGED,
    STATE_UNREADABLE,
    OPEN,
    REFUSED;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Map<String, Long> counts = new TreeMap<>();
  private final List<ImportProblem> named = new ArrayList<>();
  private int used;

  void add(@Nullable String path, Kind kind, String detail) {
    add(new ImportProblem(path, kind, detail));
  }

  void add(ImportProblem problem) {
    counts.merge(problem.problem(), 1L, Long::sum);
    int length = (problem.path() == null ? 0 : problem.path().length()) + problem.detail().length();
    if (named.size() < NAMED && used + length <= ROOM) {
      named.add(problem);
      used += length;
    }
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  List<ImportProblem> named() {
    return List.copyOf(named);
  }

  /** How many of which kind, for people. */
  String summary() {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  /** As it is kept in metadata. */
  Map<String, Object> report() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("counts", Map.copyOf(counts));
    report.put("problems", named.stream().map(Problems::object).toList());
    report.put("complete", counts.values().stream().mapToLong(n -> n).sum() == named.size());
    return report;
  }

  private static Map<String, Object> object(ImportProblem problem) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (problem.path() != null) {
      object.put("path", problem.path());
    }
    object.put("problem", problem.problem());
    object.put("detail", problem.detail());
    return object;
  }

  /** What a report in metadata names. */
  static List<ImportProblem> named(@Nullable Object report) {
    List<ImportProblem> named = new ArrayList<>();
    if (report instanceof Map<?, ?> object && object.get("problems") instanceof List<?> problems) {
      for (Object each : problems) {
        if (each instanceof Map<?, ?> problem) {
          Object path = problem.get("path");
          named.add(
              new ImportProblem(
                  path == null ? null : path.toString(),
                  String.valueOf(problem.get("problem")),
                  String.valueOf(problem.get("detail"))));
        }
      }
    }
    return named;
  }
}
