package io.lamella.metadata.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.VersionId;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.rest.IngestTarget;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.limit.Fields;
import io.lamella.metadata.limit.Rules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request of JSON. Whatever is wrong with it is said at once, with the name of the field
 * that is meant.
 */
@ApplicationScoped
public class RequestReader {
  private static final int MAX_SOURCES = 10_000;
  private static final int MAX_GLOBS = 1_000;
  private static final int MAX_KEY = 255;
  private static final int MAX_URI = 8_192;

  /**
   * What is told of it to others, with a ticket and all that is left out, has to fit into a record.
   */
  private static final int MAX_BYTES = 512 << 10;

  private static final Set<String> MODES =
      Set.of(IngestRequest.ADD, IngestRequest.SYNC, IngestRequest.LINK);
  private static final Set<String> SCHEMES =
      Set.of("file", "http", "https", "s3", "gs", "azblob", "kafka");

  private final Rules rules;

  @Inject
  public RequestReader(Rules rules) {
    this.rules = rules;
  }

  /**
   * The request that {@code json} writes.
   *
   * @throws LamellaException {@code invalid-request} or {@code limit-exceeded}
   */
  public IngestRequest read(@Nullable JsonNode json) {
    Fields fields =
        new Fields(
            rules,
            "",
            object("", json),
            Set.of("target", "sources", "mode", "finalize", "publish", "onError", "key"));
    String mode = fields.textOr("mode", IngestRequest.ADD);
    if (!MODES.contains(mode)) {
      throw Rules.invalid("mode is add, sync or link, not " + mode);
    }
    String onError = fields.textOr("onError", IngestRequest.FAIL);
    if (!onError.equals(IngestRequest.FAIL) && !onError.equals(IngestRequest.SKIP)) {
      throw Rules.invalid("onError is fail or skip, not " + onError);
    }
    boolean finalizes = fields.flag("finalize", true);
    boolean publish = fields.flag("publish", false);
    if (publish && !finalizes) {
      throw Rules.invalid("publish: what is to be published is finalized first");
    }
    String key = fields.text("key");
    if (key != null) {
      key(key);
    }
    return new IngestRequest(
        target(object("target", fields.get("target"))),
        sources(fields.get("sources"), mode),
        mode,
        finalizes,
        publish,
        onError,
        key);
  }

  /** An idempotency key as it is kept. */
  String key(String key) {
    if (key.isBlank()) {
      throw Rules.invalid("key: an idempotency key is not empty");
    }
    rules.within("key", key.length(), MAX_KEY, "characters");
    return rules.storable("key", key);
  }

  /**
   * Stops a request that could not be told to others.
   *
   * @param text as it is kept, JSON
   */
  void withinEvent(String text) {
    rules.within(
        "a request",
        text.getBytes(StandardCharsets.UTF_8).length,
        MAX_BYTES,
        "bytes of JSON, with defaults filled in (name many sources in a list)");
  }

  /** The key of a request that is perhaps none; null when it cannot be told. */
  static @Nullable String keyOf(@Nullable JsonNode json) {
    JsonNode key = json == null ? null : json.get("key");
    return key == null || !key.isTextual() || key.asText().indexOf('\0') >= 0 ? null : key.asText();
  }

  private IngestTarget target(JsonNode json) {
    Fields fields =
        new Fields(
            rules,
            "target.",
            json,
            Set.of("project", "dataset", "version", "parents", "tags", "message", "metadata"));
    String project = fields.text("project");
    String dataset = fields.text("dataset");
    String version = fields.text("version");
    boolean isDraft = version != null && VersionId.parse(version).isPresent();
    IngestTarget target =
        new IngestTarget(
            project == null ? null : rules.project(project),
            dataset == null ? null : rules.dataset(dataset),
            version,
            fields.texts("parents", MAX_GLOBS),
            rules.tags(fields.texts("tags", MAX_GLOBS)),
            fields.text("message"),
            metadata(fields.get("metadata")));
    if (!isDraft && (project == null || dataset == null)) {
      throw Rules.invalid(
          "target: say project and dataset of a new version, or the id of an open draft as version");
    }
    if (isDraft && !target.parents().isEmpty()) {
      throw Rules.invalid("target.parents: an open draft has its parents already");
    }
    return target;
  }

  private Map<String, Object> metadata(@Nullable JsonNode json) {
    if (json == null) {
      return Map.of();
    }
    Map<String, Object> metadata =
        EventJson.MAPPER.convertValue(
            object("target.metadata", json),
            EventJson.MAPPER
                .getTypeFactory()
                .constructMapType(Map.class, String.class, Object.class));
    return rules.metadata("target.metadata", metadata);
  }

  private List<IngestSource> sources(@Nullable JsonNode json, String mode) {
    if (json == null || !json.isArray() || json.isEmpty()) {
      throw Rules.invalid("sources: a list of at least one source, like {\"uri\": \"s3://b/k\"}");
    }
    rules.within("sources", json.size(), MAX_SOURCES, "sources; name more in a list");
    List<IngestSource> sources = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      String name = "sources[" + i + "]";
      sources.add(source(name, object(name, json.get(i)), mode));
    }
    return sources;
  }

  /**
   * One source of a request that adds.
   *
   * @throws LamellaException {@code invalid-request} or {@code limit-exceeded}
   */
  public IngestSource source(String name, @Nullable JsonNode json) {
    return source(name, object(name, json), IngestRequest.ADD);
  }

  private IngestSource source(String name, JsonNode json, String mode) {
    Fields fields =
        new Fields(
            rules,
            name + ".",
            json,
            Set.of("uri", "list", "content", "base64", "include", "exclude", "path"));
    IngestSource source =
        new IngestSource(
            fields.text("uri"),
            fields.flag("list", false),
            fields.text("content"),
            fields.text("base64"),
            fields.texts("include", MAX_GLOBS),
            fields.texts("exclude", MAX_GLOBS),
            fields.text("path"));
    int given =
        (source.uri() == null ? 0 : 1)
            + (source.content() == null ? 0 : 1)
            + (source.base64() == null ? 0 : 1);
    if (given != 1) {
      throw Rules.invalid(name + ": exactly one of uri, content and base64");
    }
    if (source.uri() != null) {
      uri(name, source.uri(), mode);
    } else if (source.list()) {
      if (source.content() == null) {
        throw Rules.invalid(name + ": a list that comes along is text, content");
      }
    } else {
      inline(name, source, mode);
    }
    return source;
  }

  private static void inline(String name, IngestSource source, String mode) {
    if (source.path() == null || source.path().endsWith("/")) {
      throw Rules.invalid(name + ".path: what comes along needs the path of its file");
    }
    if (mode.equals(IngestRequest.LINK)) {
      throw Rules.invalid(name + ": what comes along cannot be linked to");
    }
    if (source.base64() != null) {
      try {
        Base64.getDecoder().decode(source.base64());
      } catch (IllegalArgumentException e) {
        throw Rules.invalid(name + ".base64: it is not base64");
      }
    }
  }

  private void uri(String name, String uri, String mode) {
    rules.within(name + ".uri", uri.length(), MAX_URI, "characters");
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      throw Rules.invalid(
          name + ".uri: an address begins with file:, http:, https:, s3:, gs:, azblob: or kafka:");
    }
    String rest = uri.substring(colon + 1);
    String authority = rest.startsWith("//") ? rest.substring(2).split("/", 2)[0] : "";
    if (authority.indexOf('@') >= 0) {
      throw Rules.invalid(
          name + ".uri: leave the user name or password out; credentials are the server's");
    }
    if (scheme.equals("kafka")) {
      kafka(name, rest, mode);
      return;
    }
    if (scheme.equals("file") ? !rest.startsWith("/") : authority.isEmpty()) {
      throw Rules.invalid(
          name
              + (scheme.equals("file")
                  ? ".uri: write a file like file:///path"
                  : ".uri: it names no host or bucket"));
    }
  }

  private static void kafka(String name, String rest, String mode) {
    if (!rest.startsWith("///")) {
      throw Rules.invalid(
          name + ".uri: write records like kafka:///topic?partition=0&from=0&to=1000");
    }
    if (mode.equals(IngestRequest.LINK)) {
      throw Rules.invalid(name + ".uri: records cannot be linked to, only loaded");
    }
  }

  private static JsonNode object(String name, @Nullable JsonNode json) {
    if (json == null || !json.isObject()) {
      throw Rules.invalid(
          name.isEmpty()
              ? "send a request as a JSON object with target and sources"
              : name + ": a JSON object");
    }
    return json;
  }
}
