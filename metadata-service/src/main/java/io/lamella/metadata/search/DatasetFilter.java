package io.lamella.metadata.search;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which datasets a search is for; null and empty: all.
 *
 * @param project path of a project
 * @param below projects beneath it too
 * @param name name
 * @param partial the name may be a part of the dataset's, whatever its case
 * @param tags all of these
 * @param includeArchived archived ones too
 * @param trash those in the trash, and no others
 * @param created by whom and when it was made
 */
public record DatasetFilter(
    @Nullable String project,
    boolean below,
    @Nullable String name,
    boolean partial,
    List<String> tags,
    boolean includeArchived,
    boolean trash,
    Created created) {
  public DatasetFilter {
    tags = List.copyOf(tags);
  }

  /** The filter as conditions on {@code dataset d} and {@code project p}. */
  public Sql sql() {
    Sql sql = new Sql();
    names(sql, project, below, name, partial);
    if (!tags.isEmpty()) {
      sql.where("d.tags @> string_to_array(:tags, ',')", "tags", String.join(",", tags));
    }
    if (!includeArchived && !trash) {
      sql.where("NOT d.archived");
    }
    sql.where(trash ? "d.trashed IS NOT NULL" : "d.trashed IS NULL");
    created.narrow(sql, "d");
    return sql;
  }

  static void names(
      Sql sql, @Nullable String project, boolean below, @Nullable String name, boolean partial) {
    if (project != null && below) {
      sql.where("(p.path = :project OR starts_with(p.path, :beneath))", "project", project)
          .with("beneath", project + "/");
    } else if (project != null) {
      sql.where("p.path = :project", "project", project);
    }
    if (name != null && partial) {
      sql.where("lower(d.name) LIKE :name", "name", Sql.anywhere(name.toLowerCase(Locale.ROOT)));
    } else if (name != null) {
      sql.where("d.name = :name", "name", name);
    }
  }
}
