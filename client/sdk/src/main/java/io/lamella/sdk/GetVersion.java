package io.lamella.sdk;

import io.lamella.contracts.VersionState;
import io.lamella.sdk.run.Run;
import io.lamella.sdk.version.VersionQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which version is wanted, and what is to come of it. Of a dataset it is the highest that fits,
 * finished and not archived where nothing else is said. An id names a version whatever its state.
 */
public final class GetVersion {
  final @Nullable String reference;
  private final @Nullable String project;
  private final @Nullable String name;
  private @Nullable String number;
  private final List<String> tags = new ArrayList<>();
  private boolean published;
  private boolean unfinished;
  private boolean includeArchived;
  boolean onlyCompleted;
  boolean autoCreate;
  boolean writableCopy;
  @Nullable String alias;
  boolean overridable;
  @Nullable Run run;
  Map<String, String> environment = System.getenv();

  private GetVersion(@Nullable String reference, @Nullable String project, @Nullable String name) {
    this.reference = reference;
    this.project = project;
    this.name = name;
  }

  /** A version of this dataset. */
  public static GetVersion of(String project, String name) {
    return new GetVersion(null, project, name);
  }

  /**
   * The version that a reference names, {@code project/name@1.0.2}, {@code @latest},
   * {@code @published}, {@code @TAG}, or an id; the options that narrow a dataset down do not go
   * with it.
   */
  public static GetVersion of(String reference) {
    return new GetVersion(reference, null, null);
  }

  /** The version of this id. */
  public static GetVersion of(UUID id) {
    return of(id.toString());
  }

  /** Of this number. */
  public GetVersion version(String wanted) {
    this.number = wanted;
    return this;
  }

  /** With all of these tags. */
  public GetVersion tags(String... wanted) {
    tags.addAll(List.of(wanted));
    return this;
  }

  /** Final or published, though an id is given: what is neither is an error. */
  public GetVersion onlyCompleted() {
    this.onlyCompleted = true;
    return this;
  }

  /** Published. */
  public GetVersion onlyPublished() {
    this.published = true;
    return this;
  }

  /** Where no finished one fits, the highest draft, or version that failed or was given up. */
  public GetVersion orUnfinished() {
    this.unfinished = true;
    return this;
  }

  /** Archived ones too. */
  public GetVersion includeArchived() {
    this.includeArchived = true;
    return this;
  }

  /** Where there is none, a new draft of the dataset, of the number and with the tags. */
  public GetVersion autoCreate() {
    this.autoCreate = true;
    return this;
  }

  /** A new draft that builds on it. */
  public GetVersion writableCopy() {
    this.writableCopy = true;
    return this;
  }

  /** What the run calls it; the use is recorded for the run, if it is a finished version. */
  public GetVersion alias(String called) {
    this.alias = called;
    return this;
  }

  /**
   * {@code LAMELLA_OVERRIDE_} and the alias in capitals in the environment names another version to
   * use instead, whatever else is said here.
   */
  public GetVersion overridable() {
    this.overridable = true;
    return this;
  }

  /** The run that uses it; where none is named, the environment says which one it is. */
  public GetVersion run(@Nullable Run user) {
    this.run = user;
    return this;
  }

  /** Where run and override are looked for, in the place of this process's environment. */
  public GetVersion environment(Map<String, String> variables) {
    this.environment = Map.copyOf(variables);
    return this;
  }

  /** What is asked for, in words. */
  String words() {
    if (reference != null) {
      return reference;
    }
    String label = number != null ? "@" + number : published ? "@published" : "";
    String tagged = tags.isEmpty() ? "" : " " + String.join(",", tags);
    return project + "/" + name + label + tagged;
  }

  /**
   * @throws IllegalArgumentException when two things do not go together
   */
  void check() {
    boolean narrowed =
        number != null || !tags.isEmpty() || published || unfinished || includeArchived;
    if (reference != null && (narrowed || autoCreate)) {
      throw new IllegalArgumentException(
          "a reference says which version it is; for a number, tags, states or a new draft, name"
              + " project and dataset");
    }
    if (overridable && alias == null) {
      throw new IllegalArgumentException("what can be overridden has an alias");
    }
  }

  VersionQuery query() {
    return VersionQuery.builder()
        .project(project)
        .name(name)
        .number(number)
        .tags(tags)
        .states(published ? List.of(VersionState.PUBLISHED) : List.of())
        .unfinished(unfinished && !onlyCompleted)
        .includeArchived(includeArchived)
        .build();
  }

  /** What is made where there is none. */
  NewVersion wish() {
    NewVersion wish =
        NewVersion.of(Objects.requireNonNull(project), Objects.requireNonNull(name))
            .tags(tags.toArray(String[]::new));
    return number == null ? wish : wish.number(number);
  }
}
