package io.lamella.cli.reference;

import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.version.VersionQuery;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the version that a command is about. */
public final class Target {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
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
    if (reference != null) {
      VersionView view = options.includeArchived ? archived(reference) : resolve(reference);
      if (view.state() == VersionState.UPLOADING) {
        current.set(view.id());
      }
      return view;
    }
    return options.describes() ? described(options) : resolve(currentReference());
  }

  /** As {@link #find(VersionOptions)}, but archived versions have their names too. */
  public VersionView findArchived(VersionOptions options) throws IOException {
    options.includeArchived = true;
    return find(options);
  }

  /** The dataset that the options name, whatever versions it has. */
  public DatasetView dataset(VersionOptions options) throws IOException {
    String reference = options.reference();
    if (reference == null && options.name != null) {
      return dataset(options.project, options.name);
    }
    if (reference == null && options.describes()) {
      throw new UsageException("--name is missing");
    }
    String named = reference != null ? reference : currentReference();
    Optional<Reference> words = Reference.parse(named);
    if (words.isPresent()) {
      return dataset(words.get().project(), words.get().name());
    }
    VersionView view = resolve(named);
    return dataset(view.project(), view.name());
  }

  private DatasetView dataset(@Nullable String project, String name) {
    List<DatasetView> found =
        session
            .client()
            .datasets()
            .search(project, false, name, false, List.of())
            .limit(2)
            .toList();
    String text = project == null ? name : project + "/" + name;
    if (found.isEmpty()) {
      throw new LamellaException(ErrorCode.DATASET_NOT_FOUND, "there is no dataset " + text);
    }
    if (found.size() > 1) {
      throw new LamellaException(
          ErrorCode.AMBIGUOUS, "several datasets are called " + name + "; name the --project too");
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
    if (ID.matcher(reference).matches()) {
      return session.client().versions().get(UUID.fromString(reference));
    }
    boolean labelled = Reference.parse(reference).flatMap(Reference::label).isPresent();
    return finishedFirst(
        labelled, unfinished -> session.client().versions().resolve(reference, unfinished));
  }

  /** As {@link #resolve}, among archived versions too. */
  private VersionView archived(String reference) {
    Optional<Reference> words = Reference.parse(reference);
    if (ID.matcher(reference).matches() || words.isEmpty()) {
      return resolve(reference);
    }
    Reference wanted = words.get();
    List<VersionState> states = wanted.isPublished() ? List.of(VersionState.PUBLISHED) : List.of();
    String label = wanted.label().orElse(null);
    try {
      return matching(
          wanted.project(), wanted.name(), label, List.of(), states, label != null, true);
    } catch (LamellaException e) {
      if (label == null || e.code() != ErrorCode.VERSION_NOT_FOUND) {
        throw e;
      }
      return matching(wanted.project(), wanted.name(), null, List.of(label), List.of(), true, true);
    }
  }

  private VersionView described(VersionOptions options) {
    boolean labelled = options.version != null || !options.tags.isEmpty();
    return matching(
        options.project,
        options.name,
        options.version,
        options.tags,
        options.published ? List.of(VersionState.PUBLISHED) : List.of(),
        labelled && !options.published,
        options.includeArchived);
  }

  private VersionView matching(
      @Nullable String project,
      @Nullable String name,
      @Nullable String number,
      List<String> tags,
      List<VersionState> states,
      boolean labelled,
      boolean includeArchived) {
    return finishedFirst(
        labelled,
        unfinished ->
            session
                .client()
                .versions()
                .resolve(
                    new VersionQuery(
                        List.of(),
                        project,
                        false,
                        name,
                        false,
                        number,
                        tags,
                        states,
                        unfinished,
                        includeArchived)));
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
