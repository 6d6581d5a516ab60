package io.lamella.sdk.clearml;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.VersionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dataset of ClearML, which is one version here.
 *
 * @param id 32 hex digits
 * @param project the project that it was made in, without the hidden part of ClearML
 * @param number its version; null: ClearML gave it none
 * @param status as ClearML says it
 * @param archived hidden there
 * @param user who made it
 * @param created when, as ClearML says it
 */
public record ClearmlDataset(
    String id,
    String project,
    String name,
    @Nullable String number,
    String status,
    List<String> tags,
    boolean archived,
    String description,
    @Nullable String user,
    @Nullable String created,
    List<ClearmlArtifact> artifacts) {
  private static final String HIDDEN = ".datasets";

  /** What the states of ClearML come to. */
  public enum Standing {
    /** Still written to. */
    OPEN,
    FINAL,
    PUBLISHED,
    ABORTED,
    FAILED
  }

  public ClearmlDataset {
    tags = List.copyOf(tags);
    artifacts = List.copyOf(artifacts);
  }

  /**
   * What a server or a {@code task.json} says.
   *
   * @param fullProject name of the task's project, {@code vision/.datasets/frames}
   */
  static ClearmlDataset of(JsonNode task, String fullProject, List<ClearmlArtifact> artifacts) {
    String version = text(task.path("runtime").path("version"));
    return new ClearmlDataset(
        task.path("id").asText(),
        visible(fullProject),
        task.path("name").asText(),
        version != null ? version : text(task.path("hyperparams").at("/properties/version/value")),
        task.path("status").asText("unknown"),
        texts(task.path("tags")),
        texts(task.path("system_tags")).contains("archived"),
        task.path("comment").asText(""),
        user(task.path("user")),
        text(task.path("created")),
        artifacts);
  }

  private static @Nullable String user(JsonNode user) {
    return user.isObject() ? text(user.path(user.has("name") ? "name" : "id")) : text(user);
  }

  /** The project without what ClearML hides in it. */
  static String visible(String fullProject) {
    if (fullProject.startsWith(HIDDEN + "/") || fullProject.equals(HIDDEN)) {
      return "";
    }
    int hidden = fullProject.indexOf("/" + HIDDEN + "/");
    String visible = hidden < 0 ? fullProject : fullProject.substring(0, hidden);
    return visible.endsWith("/" + HIDDEN)
        ? visible.substring(0, visible.length() - HIDDEN.length() - 1)
        : visible;
  }

  static @Nullable String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() && !node.asText().isBlank() ? node.asText() : null;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /** The id that its version has here; empty when it is none that ClearML gives. */
  Optional<UUID> version() {
    return VersionId.parse(id);
  }

  public Standing standing() {
    return switch (status) {
      case "completed", "closed" -> Standing.FINAL;
      case "published", "publishing" -> Standing.PUBLISHED;
      case "stopped" -> Standing.ABORTED;
      case "failed" -> Standing.FAILED;
      default -> Standing.OPEN;
    };
  }

  Optional<ClearmlArtifact> state() {
    return artifacts.stream().filter(ClearmlArtifact::isState).findFirst();
  }

  List<ClearmlArtifact> archives() {
    return artifacts.stream().filter(ClearmlArtifact::isArchive).toList();
  }

  /** What its users attached. */
  List<ClearmlArtifact> attachments() {
    return artifacts.stream().filter(each -> !each.isState() && !each.isArchive()).toList();
  }
}
