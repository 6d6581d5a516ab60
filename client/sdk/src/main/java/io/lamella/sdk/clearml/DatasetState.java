package io.lamella.sdk.clearml;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lamella.content.Digest;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the state of a dataset says: every file and link that it has, inherited ones too, and what
 * it is built on.
 *
 * @param id of the dataset; empty when it is not said
 * @param dirty something was added that was not uploaded
 * @param closed it says what only a finalized one says
 * @param count files and links, as it counts them itself
 * @param size bytes, likewise
 * @param graph of it and all its ancestors the parents, in order
 * @param files by path; empty when only the rest was read
 * @param links by path; likewise
 */
record DatasetState(
    String id,
    boolean dirty,
    boolean closed,
    long count,
    long size,
    Map<String, List<String>> graph,
    Map<String, StateFile> files,
    Map<String, StateLink> links) {

  /**
   * A file.
   *
   * @param size bytes; -1: it is not said
   * @param digest SHA-256; null: it is not said
   * @param from the dataset whose archives have it; null: this one's
   * @param artifact the archive; null: it is not said
   */
  record StateFile(
      String path,
      long size,
      @Nullable Digest digest,
      @Nullable String from,
      @Nullable String artifact) {}

  /** A link; size and digest as of a file. */
  record StateLink(String path, String uri, long size, @Nullable Digest digest) {}

  /**
   * Reads all of it.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException when it is not the state of a
   *     dataset
   */
  static DatasetState read(Path file) throws IOException {
    return read(file, true);
  }

  /** Reads all but files and links. */
  static DatasetState head(Path file) throws IOException {
    return read(file, false);
  }

  /** The parents of one of the datasets that it speaks of, in order. */
  List<String> parents(String id) {
    return graph.getOrDefault(id, List.of()).stream().filter(each -> !each.equals(id)).toList();
  }

  private static DatasetState read(Path file, boolean entries) throws IOException {
    try (JsonParser json = Json.MAPPER.createParser(file.toFile())) {
      Reading reading = new Reading(json, entries);
      reading.all();
      return reading.state();
    }
  }

  /** One pass over the text; memory holds what comes of it. */
  private static final class Reading {
    private final JsonParser json;
    private final boolean entries;
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, List<String>> graph = new LinkedHashMap<>();
    private final Map<String, StateFile> files = new LinkedHashMap<>();
    private final Map<String, StateLink> links = new LinkedHashMap<>();
    private boolean isState;
    private String id = "";
    private boolean dirty;
    private boolean closed;
    private long count;
    private long size;

    Reading(JsonParser json, boolean entries) {
      this.json = json;
      this.entries = entries;
    }

    DatasetState state() {
      return new DatasetState(id, dirty, closed, count, size, graph, files, links);
    }

    void all() throws IOException {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        switch (field) {
          case "id" -> id = json.getValueAsString("");
          case "dirty" -> dirty = json.getValueAsBoolean();
          case "file_count" -> count = json.getValueAsLong();
          case "total_size" -> size = json.getValueAsLong();
          case "dependency_chunk_lookup" -> {
            closed = value != JsonToken.VALUE_NULL;
            json.skipChildren();
          }
          case "dependency_graph" -> graph();
          case "dataset_file_entries" -> {
            isState = true;
            entries(this::file);
          }
          case "dataset_link_entries" -> entries(this::link);
          default -> json.skipChildren();
        }
      }
      if (!isState) {
        throw new JsonParseException(json, "it lists no files");
      }
    }

    private void graph() throws IOException {
      expect(json.currentToken(), JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String id = same(json.currentName());
        List<String> parents = new ArrayList<>();
        if (json.nextToken() == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            parents.add(same(json.getText()));
          }
        }
        graph.put(id, List.copyOf(parents));
      }
    }

    private interface Taking {
      void take(Map<String, @Nullable String> fields) throws IOException;
    }

    private void entries(Taking taking) throws IOException {
      if (!entries) {
        json.skipChildren();
        return;
      }
      expect(json.currentToken(), JsonToken.START_ARRAY);
      Map<String, @Nullable String> fields = new HashMap<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        expect(json.currentToken(), JsonToken.START_OBJECT);
        fields.clear();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String field = json.currentName();
          JsonToken value = json.nextToken();
          fields.put(field, value.isScalarValue() ? json.getValueAsString() : null);
          json.skipChildren();
        }
        taking.take(fields);
      }
    }

    private void file(Map<String, @Nullable String> fields) throws IOException {
      String path = required(fields, "relative_path");
      String from = fields.get("parent_dataset_id");
      String artifact = fields.get("artifact_name");
      files.put(
          path,
          new StateFile(
              path,
              size(fields),
              digest(fields),
              from == null ? null : same(from),
              artifact == null ? null : same(artifact)));
    }

    private void link(Map<String, @Nullable String> fields) throws IOException {
      String path = required(fields, "relative_path");
      links.put(path, new StateLink(path, required(fields, "link"), size(fields), digest(fields)));
    }

    private String required(Map<String, @Nullable String> fields, String name) throws IOException {
      String value = fields.get(name);
      if (value == null) {
        throw new JsonParseException(json, "an entry has no " + name);
      }
      return value;
    }

    private long size(Map<String, @Nullable String> fields) throws IOException {
      String size = fields.get("size");
      try {
        return size == null ? -1 : Math.max(-1, Long.parseLong(size));
      } catch (NumberFormatException e) {
        throw new JsonParseException(json, "a size is no number: " + size);
      }
    }

    private @Nullable Digest digest(Map<String, @Nullable String> fields) throws IOException {
      String hash = fields.get("hash");
      if (hash == null || hash.isEmpty()) {
        return null;
      }
      try {
        return Digest.parse(hash);
      } catch (IllegalArgumentException e) {
        throw new JsonParseException(json, "a hash is no SHA-256: " + hash);
      }
    }

    /** The same text once, however often it is written. */
    private String same(String text) {
      return known.computeIfAbsent(text, each -> each);
    }

    private void expect(@Nullable JsonToken is, JsonToken wanted) throws IOException {
      if (is != wanted) {
        throw new JsonParseException(json, "it does not have the form of a state");
      }
    }
  }
}
