package io.lamella.clearml;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A dataset of ClearML on its way: files are added, uploaded in archives, and it is closed. Its
 * state is written at each step, with the fields that ClearML's SDK writes.
 */
public final class WrittenDataset {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();
  private static final Instant FIRST = Instant.parse("2024-03-01T10:00:00Z");

  /** What is known of a file; {@code content} is null when it is another dataset's. */
  private record File(
      String hash, long size, String from, @Nullable String artifact, byte[] content) {}

  private record Link(String uri, long size, String from) {}

  private final ClearmlStore store;
  private final String id = UUID.randomUUID().toString().replace("-", "");
  private final String project;
  private final String name;
  private final String version;
  private final Instant created;
  private final Map<String, File> files = new LinkedHashMap<>();
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final Map<String, List<String>> graph = new TreeMap<>();
  private final Map<String, Path> artifacts = new LinkedHashMap<>();
  private final List<String> tags = new ArrayList<>();
  private final List<String> systemTags = new ArrayList<>(List.of("dataset"));
  private String status = "in_progress";
  private String description = "";
  private boolean dirty;

  WrittenDataset(
      ClearmlStore store,
      String project,
      String name,
      String version,
      int place,
      List<WrittenDataset> parents) {
    this.store = store;
    this.project = project;
    this.name = name;
    this.version = version;
    this.created = FIRST.plusSeconds(60L * place);
    for (WrittenDataset parent : parents) {
      files.putAll(parent.files);
      links.putAll(parent.links);
      graph.putAll(parent.graph);
    }
    graph.put(id, parents.stream().map(WrittenDataset::id).toList());
  }

  /** 32 hex digits. */
  public String id() {
    return id;
  }

  /** The folder that its artifacts lie in. */
  public Path folder() {
    return store
        .root()
        .resolve(project)
        .resolve(".datasets")
        .resolve(name)
        .resolve(name + "." + id);
  }

  /** The file of an artifact: {@code state}, {@code data}, {@code data_001}. */
  public Path artifact(String key) {
    return Objects.requireNonNull(artifacts.get(key), key);
  }

  /** Paths and what their files hold. */
  public Map<String, byte[]> content() {
    Map<String, byte[]> content = new TreeMap<>();
    files.forEach((path, file) -> content.put(path, file.content()));
    return content;
  }

  public WrittenDataset add(String path, String text) throws IOException {
    return add(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What is there already with the same hash stays another dataset's. */
  public WrittenDataset add(String path, byte[] content) throws IOException {
    File before = files.get(path);
    String hash = sha256(content);
    if (before == null || !before.hash().equals(hash)) {
      files.put(path, new File(hash, content.length, id, null, content));
      dirty = true;
      write();
    }
    return this;
  }

  public WrittenDataset remove(String path) throws IOException {
    files.remove(path);
    links.remove(path);
    write();
    return this;
  }

  public WrittenDataset link(String path, String uri, long size) throws IOException {
    links.put(path, new Link(uri, size, id));
    write();
    return this;
  }

  public WrittenDataset tag(String tag) {
    tags.add(tag);
    return this;
  }

  public WrittenDataset untag(String tag) {
    tags.remove(tag);
    return this;
  }

  public WrittenDataset describe(String text) {
    description = text;
    return this;
  }

  /** Metadata; the extension of its file is that of {@code file}. */
  public WrittenDataset attach(String key, String file, String content) throws IOException {
    artifacts.put(key, Files.writeString(shelf(key).resolve(file), content));
    return this;
  }

  /** Puts what waits into archives of so many files. */
  public WrittenDataset upload(int filesEach) throws IOException {
    List<String> waiting =
        files.entrySet().stream()
            .filter(file -> file.getValue().artifact() == null)
            .map(Map.Entry::getKey)
            .toList();
    for (int from = 0; from < waiting.size(); from += filesEach) {
      archive(waiting.subList(from, Math.min(waiting.size(), from + filesEach)));
    }
    dirty = false;
    write();
    return this;
  }

  private void archive(List<String> paths) throws IOException {
    String key = "data";
    for (int i = 1; artifacts.containsKey(key); i++) {
      key = "data_%03d".formatted(i);
    }
    Map<String, byte[]> content = new LinkedHashMap<>();
    for (String path : paths) {
      File file = Objects.requireNonNull(files.get(path));
      content.put(path, file.content());
      files.put(path, new File(file.hash(), file.size(), id, key, file.content()));
    }
    String random = UUID.randomUUID().toString().substring(0, 8);
    Path zip = shelf(key).resolve("dataset." + id + "." + random + ".zip");
    zip(zip, content);
    artifacts.put(key, zip);
  }

  /** A zip as ClearML's, deflated. */
  public static void zip(Path file, Map<String, byte[]> content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
  }

  public WrittenDataset close() throws IOException {
    return status("completed");
  }

  public WrittenDataset publish() throws IOException {
    return status("published");
  }

  /** Any status of ClearML. */
  public WrittenDataset status(String changed) throws IOException {
    status = changed;
    write();
    return this;
  }

  public WrittenDataset archiveIt() {
    systemTags.add("archived");
    return this;
  }

  private boolean isClosed() {
    return !status.equals("in_progress") && !status.equals("created");
  }

  /** Writes its state. */
  void write() throws IOException {
    Path state = shelf("state").resolve("state.json");
    Files.writeString(state, JSON.writeValueAsString(state()));
    artifacts.put("state", state);
  }

  private Map<String, Object> state() {
    Map<String, Object> state = new HashMap<>();
    state.put("file_count", files.size() + links.size());
    state.put("total_size", files.values().stream().mapToLong(File::size).sum());
    List<Map<String, Object>> fileEntries = new ArrayList<>();
    files.forEach((path, file) -> fileEntries.add(entry(path, file)));
    state.put("dataset_file_entries", fileEntries);
    List<Map<String, Object>> linkEntries = new ArrayList<>();
    links.forEach((path, link) -> linkEntries.add(entry(path, link)));
    state.put("dataset_link_entries", linkEntries);
    state.put("dependency_graph", graph);
    state.put("id", id);
    state.put("dirty", dirty);
    if (isClosed()) {
      state.put("dependency_chunk_lookup", Map.of(id, artifacts.size()));
    }
    return state;
  }

  private static Map<String, Object> entry(String path, File file) {
    Map<String, Object> entry = new HashMap<>();
    entry.put("relative_path", path);
    entry.put("hash", file.hash());
    entry.put("parent_dataset_id", file.from());
    entry.put("size", file.size());
    entry.put("artifact_name", file.artifact());
    if (file.artifact() == null) {
      entry.put("local_path", "/home/someone/data/" + path);
    }
    return entry;
  }

  private static Map<String, Object> entry(String path, Link link) {
    Map<String, Object> entry = new HashMap<>();
    entry.put("link", link.uri());
    entry.put("relative_path", path);
    entry.put("parent_dataset_id", link.from());
    entry.put("size", link.size());
    entry.put("hash", null);
    return entry;
  }

  /** The task that the dataset is, as {@code tasks.get_all_ex} tells of it. */
  ObjectNode task() {
    ObjectNode task = JSON.createObjectNode();
    task.put("id", id);
    task.put("name", name);
    task.put("type", "data_processing");
    ObjectNode of = task.putObject("project");
    of.put("id", projectId());
    of.put("name", projectName());
    task.putObject("user").put("id", "0123").put("name", "Ada");
    task.put("status", status);
    task.put("comment", description);
    task.put("created", created.toString());
    task.set("tags", JSON.valueToTree(tags));
    task.set("system_tags", JSON.valueToTree(systemTags));
    task.putObject("runtime").put("version", version).put("ds_file_count", files.size());
    ArrayNode list = task.putObject("execution").putArray("artifacts");
    artifacts.forEach((key, file) -> list.add(artifact(key, file)));
    return task;
  }

  String projectId() {
    return HexFormat.of().toHexDigits(projectName().hashCode());
  }

  String projectName() {
    return project + "/.datasets/" + name;
  }

  private ObjectNode artifact(String key, Path file) {
    String path = store.root().relativize(file).toString();
    URI base = store.address();
    ObjectNode artifact = JSON.createObjectNode();
    artifact.put("key", key);
    artifact.put("type", key.startsWith("data") ? "archive" : "dict");
    artifact.put("mode", "output");
    artifact.put("uri", base + (base.getPath().endsWith("/") ? "" : "/") + quoted(path));
    artifact.put("content_size", file.toFile().length());
    return artifact;
  }

  private static String quoted(String path) {
    return URI.create("x:/").resolve(escaped(path)).getRawPath().substring(1);
  }

  private static String escaped(String path) {
    try {
      return new URI(null, null, "/" + path, null).toASCIIString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  private Path shelf(String key) throws IOException {
    return Files.createDirectories(folder().resolve("artifacts").resolve(key));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
