package io.lamella.cli.reference;

import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionId;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.TrashView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.version.Created;
import io.lamella.sdk.version.DatasetQuery;
import io.lamella.sdk.version.VersionQuery;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the version that a command is about. */
public final class Target {
  private static final int NOT_FOUND = 404;

  private final Session session;
  private final CurrentVersion current;

  public Target(Session session) {
    this.session = session;
    this.current = new CurrentVersion(session);
  }

  public CurrentVersion current() {
    return current;
  }

  /** The version, whatever its state; a draft named here becomes the folder's current version. */
  public VersionView find(VersionOptions options) throws IOException {
    return find(options, options.reference());
  }

  /** As {@link #find(VersionOptions)}, with a reference from elsewhere (null: none). */
  public VersionView find(VersionOptions options, @Nullable String reference) throws IOException {
    VersionView view = look(options, reference);
    TrashView trash = view.trash();
    if (trash != null) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          Names.of(view)
              + " is in the trash until "
              + trash.until()
              + "; lamella restore "
              + view.id()
              + " brings it back");
    }
    return view;
  }

  /** As {@link #find(VersionOptions)}, but an id may be that of a version in the trash. */
  public VersionView findOrTrashed(VersionOptions options) throws IOException {
    return look(options, options.reference());
  }

  /** The version in the trash that is named; one in use where there is none. */
  public VersionView findTrashed(VersionOptions options) throws IOException {
    Optional<VersionView> trashed = trashed(options);
    return trashed.isPresent() ? trashed.get() : look(options, options.reference());
  }

  /** The version that is named; one in the trash where there is none in use. */
  public VersionView findAnywhere(VersionOptions options) throws IOException {
    try {
      return look(options, options.reference());
    } catch (LamellaException e) {
      if (e.code().status() != NOT_FOUND) {
        throw e;
      }
      return trashed(options).orElseThrow(() -> e);
    }
  }

  private VersionView look(VersionOptions options, @Nullable String reference) throws IOException {
    if (reference != null) {
      VersionView view = options.includeArchived ? hidden(reference, false) : resolve(reference);
      if (view.state() == VersionState.UPLOADING) {
        current.set(view.id());
      }
      return view;
    }
    return options.describes() ? described(options, false) : resolve(currentReference());
  }

  /** As {@link #find(VersionOptions)}, but archived versions have their names too. */
  public VersionView findArchived(VersionOptions options) throws IOException {
    options.includeArchived = true;
    return find(options);
  }

  private Optional<VersionView> trashed(VersionOptions options) {
    String reference = options.reference();
    try {
      if (reference != null) {
        return Optional.of(hidden(reference, true));
      }
      return options.describes() ? Optional.of(described(options, true)) : Optional.empty();
    } catch (LamellaException e) {
      if (e.code() != ErrorCode.VERSION_NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** The dataset that the options name, whatever versions it has. */
  public DatasetView dataset(VersionOptions options) throws IOException {
    return dataset(options, options.reference());
  }

  /** As {@link #dataset(VersionOptions)}, with a reference from elsewhere (null: none). */
  public DatasetView dataset(VersionOptions options, @Nullable String reference)
      throws IOException {
    return dataset(options, reference, this::inUse);
  }

  /** The dataset in the trash that the options name; one in use where there is none. */
  public DatasetView datasetTrashed(VersionOptions options) throws IOException {
    return dataset(options, options.reference(), name -> either(inTrash(name), inUse(name)));
  }

  /** The dataset that the options name; one in the trash where there is none in use. */
  public DatasetView datasetAnywhere(VersionOptions options) throws IOException {
    return dataset(options, options.reference(), name -> either(inUse(name), inTrash(name)));
  }

  /** The dataset that the options name, though it may be archived. */
  public DatasetView datasetArchived(VersionOptions options) throws IOException {
    return dataset(options, options.reference(), name -> search(name, true));
  }

  /** Project and name of a dataset. */
  private record Name(@Nullable String project, String name) {
    @Override
    public String toString() {
      return project == null ? name : project + "/" + name;
    }
  }

  private static List<DatasetView> either(List<DatasetView> first, List<DatasetView> second) {
    return first.isEmpty() ? second : first;
  }

  /** Two at the most: one is meant. */
  private List<DatasetView> inUse(Name of) {
    return search(of, false);
  }

  private List<DatasetView> search(Name of, boolean archived) {
    return session
        .client()
        .datasets()
        .search(
            new DatasetQuery(
                of.project(), false, of.name(), false, List.of(), archived, false, Created.ANY))
        .limit(2)
        .toList();
  }

  private List<DatasetView> inTrash(Name of) {
    return session.client().datasets().inTrash(of.project(), of.name()).limit(2).toList();
  }

  private DatasetView dataset(
      VersionOptions options, @Nullable String reference, Function<Name, List<DatasetView>> search)
      throws IOException {
    if (reference == null && options.name != null) {
      return only(new Name(options.project, options.name), search);
    }
    if (reference == null && options.describes()) {
      throw new UsageException("--name is missing");
    }
    String named = reference != null ? reference : currentReference();
    Optional<Reference> words = Reference.parse(named);
    if (words.isPresent()) {
      return only(new Name(words.get().project(), words.get().name()), search);
    }
    VersionView view = resolve(named);
    return only(new Name(view.project(), view.name()), search);
  }

  private static DatasetView only(Name name, Function<Name, List<DatasetView>> search) {
    List<DatasetView> found = search.apply(name);
    if (found.isEmpty()) {
      throw new LamellaException(ErrorCode.DATASET_NOT_FOUND, "there is no dataset " + name);
    }
    if (found.size() > 1) {
      throw new LamellaException(
          ErrorCode.AMBIGUOUS,
          "several datasets are called " + name.name() + "; name the --project too");
    }
    return found.get(0);
  }

  private String currentReference() throws IOException {
    return current
        .find()
        .orElseThrow(
            () ->
                new UsageException(
                    "which version? Name one (project/name, project/name@1.0.0, an id), or"
                        + " create one in this folder"));
  }

  /** The draft to work on. */
  public VersionView draft(VersionOptions options, @Nullable String reference) throws IOException {
    return draft(find(options, reference));
  }

  /**
   * @throws LamellaException when it is not a draft that takes changes
   */
  public VersionView draft(VersionView view) {
    if (view.state() != VersionState.UPLOADING) {
      String how =
          view.state().isSealed()
              ? "; make a new version with it as a parent"
              : "; lamella resume opens it again";
      throw new LamellaException(
          ErrorCode.WRONG_STATE, Names.of(view) + " is " + view.state() + how);
    }
    if (view.sealing()) {
      throw new LamellaException(ErrorCode.SEALING, Names.of(view) + " is being sealed");
    }
    return view;
  }

  /**
   * The version that a reference names: an unfinished one only where no finished one has the number
   * or the tag.
   */
  public VersionView resolve(String reference) {
    OfflineReference.refuse(reference);
    Optional<UUID> id = VersionId.parse(reference);
    if (id.isPresent()) {
      return session.client().versions().get(id.get());
    }
    boolean labelled = Reference.parse(reference).flatMap(Reference::label).isPresent();
    return finishedFirst(
        labelled, unfinished -> session.client().versions().resolve(reference, unfinished));
  }

  /** As {@link #resolve}, among archived versions too, or among those in the trash. */
  private VersionView hidden(String reference, boolean trash) {
    Optional<Reference> words = Reference.parse(reference);
    if (VersionId.parse(reference).isPresent() || words.isEmpty()) {
      return resolve(reference);
    }
    Reference wanted = words.get();
    List<VersionState> states = wanted.isPublished() ? List.of(VersionState.PUBLISHED) : List.of();
    String label = wanted.label().orElse(null);
    try {
      return matching(
          wanted.project(), wanted.name(), label, List.of(), states, label != null, true, trash);
    } catch (LamellaException e) {
      if (label == null || e.code() != ErrorCode.VERSION_NOT_FOUND) {
        throw e;
      }
      return matching(
          wanted.project(), wanted.name(), null, List.of(label), List.of(), true, true, trash);
    }
  }

  private VersionView described(VersionOptions options, boolean trash) {
    boolean labelled = options.version != null || !options.tags.isEmpty();
    return matching(
        options.project,
        options.name,
        options.version,
        options.tags,
        options.published ? List.of(VersionState.PUBLISHED) : List.of(),
        labelled && !options.published,
        options.includeArchived,
        trash);
  }

  private VersionView matching(
      @Nullable String project,
      @Nullable String name,
      @Nullable String number,
      List<String> tags,
      List<VersionState> states,
      boolean labelled,
      boolean includeArchived,
      boolean trash) {
    VersionQuery query =
        VersionQuery.builder()
            .project(project)
            .name(name)
            .number(number)
            .tags(tags)
            .states(states)
            .includeArchived(includeArchived)
            .trash(trash)
            .build();
    return finishedFirst(
        labelled,
        unfinished ->
            session.client().versions().resolve(unfinished ? query.orUnfinished() : query));
  }

  private static VersionView finishedFirst(
      boolean unfinishedToo, Function<Boolean, VersionView> find) {
    try {
      return find.apply(false);
    } catch (LamellaException e) {
      if (!unfinishedToo || e.code() != ErrorCode.VERSION_NOT_FOUND) {
        throw e;
      }
      return find.apply(true);
    }
  }
}
