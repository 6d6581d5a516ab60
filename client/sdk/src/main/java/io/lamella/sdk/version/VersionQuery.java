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

  /** All finished versions, to begin with. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same, and versions that are not Final too. */
  public VersionQuery orUnfinished() {
    return new Builder(this).unfinished(true).build();
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

  /** Narrows a query down, wish by wish. */
  public static final class Builder {
    private List<UUID> ids = List.of();
    private @Nullable String project;
    private boolean below;
    private @Nullable String name;
    private boolean partial;
    private @Nullable String number;
    private List<String> tags = List.of();
    private List<VersionState> states = List.of();
    private boolean unfinished;
    private boolean includeArchived;
    private boolean trash;
    private Created created = Created.ANY;
    private List<String> metadata = List.of();

    private Builder() {}

    private Builder(VersionQuery query) {
      ids = query.ids;
      project = query.project;
      below = query.below;
      name = query.name;
      partial = query.partial;
      number = query.number;
      tags = query.tags;
      states = query.states;
      unfinished = query.unfinished;
      includeArchived = query.includeArchived;
      trash = query.trash;
      created = query.created;
      metadata = query.metadata;
    }

    /** These only. */
    public Builder ids(List<UUID> wanted) {
      ids = wanted;
      return this;
    }

    /**
     * Of this project.
     *
     * @param path null: of any
     */
    public Builder project(@Nullable String path) {
      project = path;
      return this;
    }

    /** Of this project and those beneath it. */
    public Builder projectAndBelow(@Nullable String path) {
      project = path;
      below = true;
      return this;
    }

    /**
     * Of datasets of this name.
     *
     * @param whole null: of any
     */
    public Builder name(@Nullable String whole) {
      name = whole;
      return this;
    }

    /** Of datasets whose name contains this. */
    public Builder partOfName(@Nullable String part) {
      name = part;
      partial = true;
      return this;
    }

    /**
     * Of this number.
     *
     * @param wanted null: of any
     */
    public Builder number(@Nullable String wanted) {
      number = wanted;
      return this;
    }

    /** With all of these tags. */
    public Builder tags(List<String> wanted) {
      tags = wanted;
      return this;
    }

    /** In one of these states. */
    public Builder states(List<VersionState> wanted) {
      states = wanted;
      return this;
    }

    /** Versions that are not Final too. */
    public Builder unfinished(boolean too) {
      unfinished = too;
      return this;
    }

    /** Archived ones too. */
    public Builder includeArchived(boolean too) {
      includeArchived = too;
      return this;
    }

    /** Those in the trash, and no others. */
    public Builder trash(boolean only) {
      trash = only;
      return this;
    }

    /** Made by somebody, or at some time. */
    public Builder created(Created wanted) {
      created = wanted;
      return this;
    }

    /** With all of these, {@code key=value}, in the free metadata. */
    public Builder metadata(List<String> wanted) {
      metadata = wanted;
      return this;
    }

    public VersionQuery build() {
      return new VersionQuery(
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
          created,
          metadata);
    }
  }
}
