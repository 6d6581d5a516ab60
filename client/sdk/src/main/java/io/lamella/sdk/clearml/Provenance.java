package io.lamella.sdk.clearml;

import io.lamella.content.Digest;
import io.lamella.contracts.rest.VersionView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a version says of the dataset that it was: under {@value #KEY} in its metadata. It is also
 * what was seen there last, so that only what changed there since is carried over.
 */
final class Provenance {
  static final String KEY = "clearml";

  private Provenance() {}

  /**
   * @param parents ids of the parents there, in order
   * @param without parents that it does not have here, and why
   * @param notes what else is otherwise here
   */
  static Map<String, Object> of(
      ClearmlDataset dataset,
      List<String> parents,
      Map<String, String> without,
      List<String> notes) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("id", dataset.id());
    said.put("project", dataset.project());
    said.put("name", dataset.name());
    put(said, "version", dataset.number());
    put(said, "user", dataset.user());
    put(said, "created", dataset.created());
    said.put("parents", parents);
    if (!without.isEmpty()) {
      said.put("withoutParents", without);
    }
    if (!notes.isEmpty()) {
      said.put("notes", notes);
    }
    seen(said, dataset);
    return said;
  }

  private static void put(Map<String, Object> said, String key, @Nullable String value) {
    if (value != null) {
      said.put(key, value);
    }
  }

  private static void seen(Map<String, Object> said, ClearmlDataset dataset) {
    said.put("status", dataset.status());
    said.put("tags", dataset.tags());
    said.put("archived", dataset.archived());
    said.put("descriptionSha256", digest(dataset.description()));
  }

  private static String digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** What a version says; empty when it was not imported. */
  private static Map<?, ?> said(VersionView version) {
    return version.metadata().get(KEY) instanceof Map<?, ?> said ? said : Map.of();
  }

  static boolean isFrom(VersionView version, ClearmlDataset dataset) {
    return dataset.id().equals(said(version).get("id"));
  }

  /** The notes that it was imported with. */
  static List<String> notes(VersionView version) {
    return texts(said(version).get("notes"));
  }

  static List<String> tags(VersionView version) {
    return texts(said(version).get("tags"));
  }

  static boolean wasArchived(VersionView version) {
    return Boolean.TRUE.equals(said(version).get("archived"));
  }

  static boolean hadDescription(VersionView version, String description) {
    return digest(description).equals(said(version).get("descriptionSha256"));
  }

  static boolean hadStatus(VersionView version, String status) {
    return status.equals(said(version).get("status"));
  }

  /** The value of {@link #KEY}, with what is seen there now. */
  static Map<String, Object> seenNow(VersionView version, ClearmlDataset dataset) {
    Map<String, Object> said = new LinkedHashMap<>();
    said(version).forEach((key, value) -> said.put(String.valueOf(key), value));
    seen(said, dataset);
    return said;
  }

  private static List<String> texts(@Nullable Object array) {
    List<String> texts = new ArrayList<>();
    if (array instanceof List<?> list) {
      list.forEach(each -> texts.add(String.valueOf(each)));
    }
    return texts;
  }
}
