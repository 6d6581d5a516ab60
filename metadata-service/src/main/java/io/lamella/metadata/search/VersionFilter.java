package io.lamella.metadata.search;

import io.lamella.contracts.VersionState;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which versions a search is for; null and empty: all.
 *
 * @param ids these only
 * @param project path of a project
 * @param below projects beneath it too
 * @param name name of the dataset
 * @param partial the name may be a part of the dataset's, whatever its case
 * @param number version number
 * @param tags all of these
 * @param states one of these; empty: Final and Published
 * @param unfinished versions in any state
 * @param includeArchived archived ones too
 * @param trash those in the trash, whatever else they are, and no others
 * @param created by whom and when it was made
 * @param metadata all of these are in its free metadata
 */
public record VersionFilter(
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
    List<MetadataMatch> metadata) {
  public VersionFilter {
    ids = List.copyOf(ids);
    tags = List.copyOf(tags);
    states = List.copyOf(states);
    metadata = List.copyOf(metadata);
  }

  /** Whether any version would do. */
  boolean saysNothing() {
    return ids.isEmpty()
        && project == null
        && name == null
        && number == null
        && tags.isEmpty()
        && states.isEmpty()
        && created.saysNothing()
        && metadata.isEmpty()
        && !includeArchived;
  }

  /** Of the versions that match, those in the states that it names, or Final and Published. */
  VersionFilter finished() {
    return new VersionFilter(
        ids,
        project,
        below,
        name,
        partial,
        number,
        tags,
        states,
        false,
        includeArchived,
        trash,
        created,
        metadata);
  }

  /** Says the same as names of project and dataset, but so that an index of versions serves it. */
  private static final String IN_ONE_DATASET =
      "v.dataset = (SELECT one.id FROM dataset one JOIN project its ON its.id = one.project WHERE"
          + " its.path = :project AND one.name = :name)";

  /** The filter as conditions on {@code version v}, {@code dataset d} and {@code project p}. */
  Sql sql(@Nullable String numberKey) {
    Sql sql = new Sql();
    if (!ids.isEmpty()) {
      sql.where("v.id IN (:ids)", "ids", ids);
    }
    DatasetFilter.names(sql, project, below, name, partial);
    if (project != null && !below && name != null && !partial) {
      sql.where(IN_ONE_DATASET);
    }
    if (number != null) {
      sql.where("(v.number = :number OR v.number_key = :key)", "number", number)
          .with("key", numberKey == null ? "" : numberKey);
    }
    if (!tags.isEmpty()) {
      sql.where("v.tags @> string_to_array(:tags, ',')", "tags", String.join(",", tags));
    }
    if (!states.isEmpty()) {
      sql.where("v.state IN (:states)", "states", states.stream().map(Enum::name).toList());
    } else if (!unfinished && !trash) {
      sql.where("v.state IN ('FINAL', 'PUBLISHED')");
    }
    if (!includeArchived && !trash) {
      sql.where("NOT v.archived AND NOT d.archived");
    }
    sql.where(trash ? "v.trashed IS NOT NULL" : "v.trashed IS NULL");
    created.narrow(sql, "v");
    for (int i = 0; i < metadata.size(); i++) {
      metadata.get(i).narrow(sql, i);
    }
    return sql;
  }

  /** A state by its name, in any case; null when it is none. */
  static @Nullable VersionState state(String name) {
    for (VersionState state : VersionState.values()) {
      if (state.name().equals(name.toUpperCase(Locale.ROOT))) {
        return state;
      }
    }
    return null;
  }
}
