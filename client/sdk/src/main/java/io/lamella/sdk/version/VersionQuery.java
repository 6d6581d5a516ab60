package io.lamella.sdk.version;

import io.lamella.contracts.VersionState;
import io.lamella.sdk.server.Query;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which versions a search is for; null and empty: all.
 *
 * @param ids these only
 * @param project path of a project
 * @param below projects beneath it too
 * @param name name of the dataset
 * @param partial the name may be a part of the dataset's
 * @param number version number
 * @param tags all of these
 * @param states one of these
 * @param unfinished versions that are not Final too
 * @param includeArchived archived ones too
 * @param trash those in the trash, whatever else they are, and no others
 * @param created by whom and when it was made
 * @param metadata all of these are in its free metadata: {@code key=value}, where a value that is
 *     JSON finds that value too, and lists and objects are found by what they hold
 */
public record VersionQuery(
    List<UUID> ids,
    @Nullable String project,
    boolean below,
    @Nullable String name,
    boolean partial,
    @Nullable String number,
    List<String> tags,
    List<VersionState> states,
    boolean unfinished,
    boolean includeArchived,
    boolean trash,
    Created created,
    List<String> metadata) {
  public VersionQuery {
    ids = List.copyOf(ids);
    tags = List.copyOf(tags);
    states = List.copyOf(states);
    metadata = List.copyOf(metadata);
  }

  /** Whoever made it, whenever, with whatever metadata. */
  public VersionQuery(
      List<UUID> ids,
      @Nullable String project,
      boolean below,
      @Nullable String name,
      boolean partial,
      @Nullable String number,
      List<String> tags,
      List<VersionState> states,
      boolean unfinished,
      boolean includeArchived,
      boolean trash) {
    this(
        ids,
        project,
        below,
        name,
        partial,
        number,
        tags,
        states,
        unfinished,
        includeArchived,
        trash,
        Created.ANY,
        List.of());
  }

  /** The same, and versions that are not Final too. */
  public VersionQuery orUnfinished() {
    return new VersionQuery(
        ids,
        project,
        below,
        name,
        partial,
        number,
        tags,
        states,
        true,
        includeArchived,
        trash,
        created,
        metadata);
  }

  Query on(String path) {
    Query query =
        new Query(path)
            .withAll("ids", ids)
            .with("project", project)
            .flag("below", below && project != null)
            .with("name", name)
            .flag("partial", partial && name != null)
            .with("number", number)
            .withAll("tags", tags)
            .withAll("states", states)
            .flag("unfinished", unfinished)
            .flag("includeArchived", includeArchived)
            .flag("trash", trash);
    metadata.forEach(one -> query.with("metadata", one));
    return created.on(query);
  }
}
