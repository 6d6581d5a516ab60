package io.lamella.sdk.clearml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.content.bucket.BucketKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Datasets of a ClearML server, as its API tells of them; their files wherever it stored them. */
public final class ClearmlServer implements ClearmlSource {
  private static final int PAGE = 500;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final List<String> FIELDS =
      List.of(
          "id",
          "name",
          "project.name",
          "user.name",
          "status",
          "tags",
          "system_tags",
          "comment",
          "created",
          "runtime",
          "hyperparams.properties",
          "execution.artifacts");

  private final ClearmlApi api;
  private final BucketFiles buckets;

  /**
   * @param api address of the API server
   * @param filesHost address of the files server; null: as ClearML places it beside its API
   */
  public ClearmlServer(URI api, @Nullable URI filesHost, Credentials credentials) {
    this(api, filesHost, credentials, PAUSE, System.getenv());
  }

  /**
   * @param environment where the servers and credentials of buckets are looked for
   */
  ClearmlServer(
      URI api,
      @Nullable URI filesHost,
      Credentials credentials,
      Duration pause,
      Map<String, String> environment) {
    this.buckets = new BucketFiles(environment, pause);
    this.api =
        new ClearmlApi(api, filesHost == null ? filesBeside(api) : filesHost, credentials, pause);
  }

  /** {@code files.} instead of {@code api.}, port 8081 instead of 8008. */
  static URI filesBeside(URI api) {
    String text = api.toString();
    return URI.create(
        api.getHost().startsWith("api.")
            ? text.replaceFirst("://api\\.", "://files.")
            : text.replaceFirst(":8008(?=/|$)", ":8081"));
  }

  @Override
  public List<ClearmlDataset> datasets() throws IOException {
    Map<String, ObjectNode> tasks = new LinkedHashMap<>();
    for (int page = 0; ; page++) {
      JsonNode found = api.call("tasks.get_all_ex", query(page)).path("tasks");
      for (JsonNode task : found) {
        if (task instanceof ObjectNode object) {
          tasks.put(task.path("id").asText(), object);
        }
      }
      if (found.isEmpty()) {
        break;
      }
    }
    Map<String, String> projects = projects(tasks.values());
    List<ClearmlDataset> datasets = new ArrayList<>();
    for (ObjectNode task : tasks.values()) {
      JsonNode project = task.path("project");
      String name =
          project.isObject()
              ? project.path("name").asText(projects.getOrDefault(project.path("id").asText(), ""))
              : projects.getOrDefault(project.asText(), "");
      datasets.add(ClearmlDataset.of(task, name, artifacts(task)));
    }
    return datasets;
  }

  /** Until a page is empty: a server may give less than it is asked for. */
  private static Map<String, ?> query(int page) {
    return Map.of(
        "type",
        List.of("data_processing"),
        "system_tags",
        List.of("dataset"),
        "search_hidden",
        true,
        "order_by",
        List.of("created", "id"),
        "only_fields",
        FIELDS,
        "page",
        page,
        "page_size",
        PAGE);
  }

  /** Names of projects that came as an id only. */
  private Map<String, String> projects(Iterable<ObjectNode> tasks) throws IOException {
    TreeSet<String> ids = new TreeSet<>();
    for (ObjectNode task : tasks) {
      JsonNode project = task.path("project");
      if (project.isTextual()) {
        ids.add(project.asText());
      } else if (project.isObject() && !project.hasNonNull("name")) {
        ids.add(project.path("id").asText());
      }
    }
    Map<String, String> names = new HashMap<>();
    List<String> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += PAGE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + PAGE));
      JsonNode found =
          api.call(
                  "projects.get_all",
                  Map.of(
                      "id",
                      some,
                      "search_hidden",
                      true,
                      "only_fields",
                      List.of("id", "name"),
                      "page",
                      0,
                      "page_size",
                      PAGE))
              .path("projects");
      found.forEach(each -> names.put(each.path("id").asText(), each.path("name").asText()));
    }
    return names;
  }

  private static List<ClearmlArtifact> artifacts(JsonNode task) {
    List<ClearmlArtifact> artifacts = new ArrayList<>();
    for (JsonNode each : task.path("execution").path("artifacts")) {
      if (!each.path("mode").asText("output").equals("input")) {
        artifacts.add(
            new ClearmlArtifact(
                each.path("key").asText(),
                each.path("type").asText(),
                each.path("uri").asText(""),
                each.path("content_size").asLong(-1),
                ClearmlDataset.text(each.path("type_data").path("preview"))));
      }
    }
    return artifacts;
  }

  @Override
  public Local local(ClearmlArtifact artifact) throws IOException {
    String address = Addresses.of(artifact.uri());
    String scheme =
        address.contains(":")
            ? address.substring(0, address.indexOf(':')).toLowerCase(Locale.ROOT)
            : "";
    return switch (scheme) {
      case "http", "https" -> fetched(address);
      case "file" -> LocalFiles.of(address);
      default -> {
        BucketKind kind = BucketKind.of(scheme).orElse(null);
        if (kind == null) {
          throw new MissingArtifactException(address + " cannot be read");
        }
        yield buckets.fetched(kind, address);
      }
    };
  }

  private Local fetched(String address) throws IOException {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new MissingArtifactException(address + " is no address");
    }
    if (uri.getHost() == null) {
      throw new MissingArtifactException(address + " names no host");
    }
    Path file = Files.createTempFile("lamella-clearml-", null);
    Local local = new Local(file, true);
    try {
      api.fetch(uri, file);
      return local;
    } catch (IOException | RuntimeException e) {
      local.close();
      throw e;
    }
  }
}
