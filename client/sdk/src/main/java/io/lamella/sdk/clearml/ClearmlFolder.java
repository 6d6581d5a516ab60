package io.lamella.sdk.clearml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.contracts.VersionId;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Datasets as the file server of ClearML, or a shared folder that it stores to, keeps them: {@code
 * PROJECT/.datasets/NAME/NAME.ID/artifacts/state/state.json} and archives beside it; or folders
 * that hold a {@code state.json} and its zips. What only the database of ClearML knows (version,
 * tags, status, description) is read from a {@code task.json} in the dataset's folder where there
 * is one.
 */
public final class ClearmlFolder implements ClearmlSource {
  private static final String STATE = "state.json";
  private static final String TASK = "task.json";
  private static final String HIDDEN = ".datasets";
  private static final int ID = 32;
  private static final ObjectMapper MAPPER = Json.MAPPER;

  private final Path top;

  public ClearmlFolder(Path top) {
    this.top = top.toAbsolutePath().normalize();
  }

  @Override
  public List<ClearmlDataset> datasets() throws IOException {
    if (!Files.isDirectory(top)) {
      throw new MissingArtifactException("there is no folder " + top);
    }
    List<ClearmlDataset> datasets = new ArrayList<>();
    for (Path state : states()) {
      datasets.add(dataset(state));
    }
    datasets.sort(
        Comparator.comparing((ClearmlDataset dataset) -> created(dataset))
            .thenComparing(ClearmlDataset::id));
    return datasets;
  }

  private static String created(ClearmlDataset dataset) {
    return dataset.created() == null ? "" : dataset.created();
  }

  private List<Path> states() throws IOException {
    List<Path> states = new ArrayList<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && file.endsWith(STATE)) {
              states.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    states.sort(Comparator.naturalOrder());
    return states;
  }

  private ClearmlDataset dataset(Path state) throws IOException {
    Path beside = parent(state);
    Path artifacts = beside.endsWith("state") ? parent(beside) : null;
    Path folder =
        artifacts == null
            ? beside
            : artifacts.endsWith("artifacts") ? parent(artifacts) : artifacts;
    List<ClearmlArtifact> found =
        artifacts == null ? loose(state, beside) : shelved(state, artifacts);
    ObjectNode task = task(folder, state);
    String project = task.path("project").path("name").asText(project(folder));
    return ClearmlDataset.of(task, project, found);
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static ClearmlArtifact artifact(String key, Path file) throws IOException {
    return new ClearmlArtifact(key, "", file.toUri().toString(), Files.size(file), null);
  }

  /** A folder for each artifact; one that was uploaded again has several files. */
  private static List<ClearmlArtifact> shelved(Path state, Path artifacts) throws IOException {
    List<ClearmlArtifact> found = new ArrayList<>(List.of(artifact("state", state)));
    for (Path shelf : sorted(artifacts)) {
      if (!Files.isDirectory(shelf) || shelf.equals(state.getParent())) {
        continue;
      }
      for (Path file : sorted(shelf)) {
        if (Files.isRegularFile(file)) {
          found.add(artifact(String.valueOf(shelf.getFileName()), file));
        }
      }
    }
    return found;
  }

  /** Archives beside the state: named as their artifacts, or as ClearML names the files. */
  private static List<ClearmlArtifact> loose(Path state, Path folder) throws IOException {
    List<ClearmlArtifact> found = new ArrayList<>(List.of(artifact("state", state)));
    for (Path file : sorted(folder)) {
      String name = String.valueOf(file.getFileName());
      if (Files.isRegularFile(file) && name.endsWith(".zip")) {
        String stem = name.substring(0, name.length() - 4);
        boolean isKey = stem.equals("data") || stem.matches("data_\\d+");
        found.add(artifact(isKey ? stem : "data_" + stem, file));
      }
    }
    return found;
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  /** What {@code task.json} says, or what can be seen of it. */
  private static ObjectNode task(Path folder, Path state) throws IOException {
    ObjectNode task = written(folder.resolve(TASK)).orElseGet(MAPPER::createObjectNode);
    String name = String.valueOf(folder.getFileName());
    String id = idOf(name);
    boolean isSaid = task.hasNonNull("status") && (id != null || task.hasNonNull("id"));
    Optional<DatasetState> head = isSaid ? Optional.empty() : head(state);
    unsaid(task, "id", id != null ? id : head.map(DatasetState::id).orElse(""));
    unsaid(task, "name", id == null ? name : name.substring(0, name.length() - ID - 1));
    unsaid(task, "created", Files.getLastModifiedTime(state).toInstant().toString());
    boolean open = head.isPresent() && head.get().dirty() && !head.get().closed();
    unsaid(task, "status", open ? "in_progress" : "completed");
    return task;
  }

  private static void unsaid(ObjectNode task, String field, String seen) {
    if (!task.hasNonNull(field)) {
      task.put(field, seen);
    }
  }

  /** Empty when it cannot be read, which is said when it is needed. */
  private static Optional<DatasetState> head(Path state) throws IOException {
    try {
      return Optional.of(DatasetState.head(state));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<ObjectNode> written(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode node = MAPPER.readTree(file.toFile());
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static @Nullable String idOf(String name) {
    int dot = name.length() - ID - 1;
    return dot > 0
            && name.charAt(dot) == '.'
            && VersionId.parse(name.substring(dot + 1)).isPresent()
        ? name.substring(dot + 1)
        : null;
  }

  private String project(Path folder) {
    List<String> parts = new ArrayList<>();
    Path above = folder.startsWith(top) && !folder.equals(top) ? top.relativize(folder) : null;
    for (Path part = above == null ? null : above.getParent();
        part != null;
        part = part.getParent()) {
      parts.add(0, String.valueOf(part.getFileName()));
    }
    int hidden = parts.indexOf(HIDDEN);
    return String.join("/", hidden < 0 ? parts : parts.subList(0, hidden));
  }

  @Override
  public Local local(ClearmlArtifact artifact) throws IOException {
    return LocalFiles.of(artifact.uri());
  }
}
