package io.lamella.sdk.version;

import io.lamella.sdk.server.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which datasets a search is for; null and empty: all.
 *
 * @param project path of a project
 * @param below projects beneath it too
 * @param name name
 * @param partial the name may be a part of the dataset's
 * @param tags all of these
 * @param includeArchived archived ones too
 * @param trash those in the trash as a whole, and no others
 * @param created by whom and when it was made
 */
public record DatasetQuery(
    @Nullable String project,
    boolean below,
    @Nullable String name,
    boolean partial,
    List<String> tags,
    boolean includeArchived,
    boolean trash,
    Created created) {
  public DatasetQuery {
    tags = List.copyOf(tags);
  }

  Query query() {
    return created.on(
        new Query("/v1/datasets")
            .with("project", project)
            .flag("below", below && project != null)
            .with("name", name)
            .flag("partial", partial && name != null)
            .withAll("tags", tags)
            .flag("includeArchived", includeArchived)
            .flag("trash", trash));
  }
}
