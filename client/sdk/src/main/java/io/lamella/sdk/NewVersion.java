package io.lamella.sdk;

import io.lamella.contracts.rest.CreateVersion;
import io.lamella.sdk.offline.OfflineDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a new version is to be. What is not said is left to the server: the number is the next one,
 * the store and the profile are the dataset's. Changing it changes no version.
 */
public final class NewVersion {
  private @Nullable String project;
  private @Nullable String name;
  private @Nullable String number;
  private final List<String> parents = new ArrayList<>();
  private final List<String> squash = new ArrayList<>();
  private @Nullable String merge;
  private @Nullable String onConflict;
  private final List<String> tags = new ArrayList<>();
  private @Nullable String description;
  private @Nullable String message;
  private @Nullable String profile;
  private @Nullable String storage;
  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private @Nullable Map<String, Object> producedBy;

  private NewVersion(@Nullable String project, @Nullable String name) {
    this.project = project;
    this.name = name;
  }

  /**
   * A version of this dataset, which is made where it is missing.
   *
   * @param project path of the project, {@code vision/raw}
   */
  public static NewVersion of(String project, String name) {
    return new NewVersion(project, name);
  }

  /** A version that builds on these, in order; of the last one's dataset. */
  public static NewVersion on(DatasetVersion... parents) {
    NewVersion wish = new NewVersion(null, null);
    Arrays.stream(parents).forEach(parent -> wish.parents.add(parent.id().toString()));
    return wish;
  }

  /**
   * A version without parents of what these hold together, merged in order; of this dataset. No
   * data moves.
   */
  public static NewVersion squashed(String project, String name, DatasetVersion... versions) {
    NewVersion wish = new NewVersion(project, name);
    Arrays.stream(versions).forEach(version -> wish.squash.add(version.id().toString()));
    return wish;
  }

  /** Of this dataset, whatever it builds on. */
  public NewVersion in(String ofProject, String ofName) {
    this.project = ofProject;
    this.name = ofName;
    return this;
  }

  /** What it builds on, in order: references or ids. */
  public NewVersion parents(String... references) {
    parents.addAll(List.of(references));
    return this;
  }

  /** Several parents are laid over each other instead of merged three-way. */
  public NewVersion layered() {
    this.merge = "layered";
    return this;
  }

  /** Whose change is taken where several parents changed a path: ours, theirs, or fail. */
  public NewVersion onConflict(String whose) {
    this.onConflict = whose;
    return this;
  }

  public NewVersion number(String wanted) {
    this.number = wanted;
    return this;
  }

  public NewVersion tags(String... more) {
    tags.addAll(List.of(more));
    return this;
  }

  /** What it is. */
  public NewVersion description(String text) {
    this.description = text;
    return this;
  }

  /** Why it is made. */
  public NewVersion message(String text) {
    this.message = text;
    return this;
  }

  /** How finely files are cut, for a new dataset: fine, default or coarse. */
  public NewVersion profile(String named) {
    this.profile = named;
    return this;
  }

  /** URI of the store, for a new dataset. */
  public NewVersion storage(String uri) {
    this.storage = uri;
    return this;
  }

  /**
   * Free metadata.
   *
   * @param key any key
   * @param value what JSON can hold
   */
  public NewVersion metadata(String key, Object value) {
    metadata.put(key, value);
    return this;
  }

  /** What makes it: run, command, commit, host, as far as they are known. */
  public NewVersion producedBy(Map<String, Object> maker) {
    this.producedBy = Map.copyOf(maker);
    return this;
  }

  /**
   * Makes it without a server, in a folder; {@link LamellaClient#imports} puts it on one later.
   *
   * @param folder does not exist or is empty
   */
  public OfflineDraft offline(Path folder) throws IOException {
    return OfflineDraft.create(folder, wish());
  }

  CreateVersion wish() {
    return new CreateVersion(
        null,
        project,
        name,
        number,
        parents,
        squash,
        merge,
        onConflict,
        tags,
        description,
        message,
        profile,
        storage,
        metadata,
        producedBy);
  }
}
