package io.lamella.sdk.clearml;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What users attached to a dataset, as metadata of the version: JSON as it is, CSV and other text
 * as text. What is in a form of Python's own, or too large, is named and not read.
 */
final class Attachments {
  private static final int EACH = 64 * 1024;
  private static final int TOGETHER = 120 * 1024;
  private static final List<String> TEXTS = List.of(".csv", ".txt", ".yaml", ".yml", ".md", ".tsv");

  private final ClearmlSource source;
  private int room = TOGETHER;

  private Attachments(ClearmlSource source) {
    this.source = source;
  }

  /**
   * @param notes told of all that is named only
   */
  static Map<String, Object> of(ClearmlSource source, ClearmlDataset dataset, List<String> notes)
      throws IOException {
    Attachments attachments = new Attachments(source);
    Map<String, Object> metadata = new LinkedHashMap<>();
    for (ClearmlArtifact artifact : dataset.attachments()) {
      String key =
          artifact.key().equals(Provenance.KEY) || artifact.key().equals(Problems.KEY)
              ? artifact.key() + "-artifact"
              : artifact.key();
      metadata.put(key, attachments.value(artifact, notes));
    }
    return metadata;
  }

  private Object value(ClearmlArtifact artifact, List<String> notes) throws IOException {
    String why;
    try {
      Optional<Object> value = read(artifact);
      if (value.isPresent()) {
        return value.get();
      }
      why = "it is of a form that is not read, or too large for metadata";
    } catch (MissingArtifactException e) {
      why = String.valueOf(e.getMessage());
    }
    notes.add("the metadata " + artifact.key() + " is named only: " + why);
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("unread", why);
    named.put("type", artifact.type());
    named.put("uri", artifact.uri());
    named.put("size", artifact.size());
    return named;
  }

  private Optional<Object> read(ClearmlArtifact artifact) throws IOException {
    if (artifact.uri().isEmpty()) {
      return Optional.<Object>ofNullable(artifact.preview())
          .filter(text -> take(text.toString().length()));
    }
    String name = name(artifact.uri());
    boolean json = name.endsWith(".json");
    boolean zipped = name.endsWith(".gz");
    String bare = zipped ? name.substring(0, name.length() - 3) : name;
    if (!json && TEXTS.stream().noneMatch(bare::endsWith)) {
      return Optional.empty();
    }
    byte[] bytes;
    try (ClearmlSource.Local local = source.local(artifact);
        InputStream file = Files.newInputStream(local.path())) {
      bytes = (zipped ? new GZIPInputStream(file) : file).readNBytes(EACH + 1);
    }
    if (bytes.length > EACH || !take(bytes.length)) {
      return Optional.empty();
    }
    String text = new String(bytes, StandardCharsets.UTF_8).replace("\0", "\uFFFD");
    if (!json) {
      return Optional.of(text);
    }
    try {
      return Optional.of(Json.MAPPER.readValue(text, Object.class));
    } catch (JsonProcessingException e) {
      return Optional.of(text);
    }
  }

  private boolean take(int bytes) {
    if (bytes > room) {
      return false;
    }
    room -= bytes;
    return true;
  }

  private static String name(String uri) {
    String path = uri;
    try {
      path = Optional.ofNullable(URI.create(Addresses.of(uri)).getPath()).orElse(uri);
    } catch (IllegalArgumentException e) {
      path = uri;
    }
    return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}
