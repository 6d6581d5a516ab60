package io.lamella.cli.reference;

import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.version.VersionQuery;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
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
      VersionView view = resolve(reference);
      if (view.state() == VersionState.UPLOADING) {
        current.set(view.id());
      }
      return view;
    }
    if (options.describes()) {
      return described(options);
    }
    return resolve(
        current
            .find()
            .orElseThrow(
                () ->
                    new UsageException(
                        "which version? Name one (project/name, project/name@1.0.0, an id), or"
                            + " create one in this folder")));
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

  /** The version that a reference names: unfinished ones where it names one of them. */
  public VersionView resolve(String reference) {
    if (ID.matcher(reference).matches()) {
      return session.client().versions().get(UUID.fromString(reference));
    }
    int at = reference.lastIndexOf('@');
    String selector = at < 0 ? "latest" : reference.substring(at + 1);
    boolean named = !selector.equals("latest") && !selector.equals("published");
    return session.client().versions().resolve(reference, named);
  }

  private VersionView described(VersionOptions options) {
    if (options.name == null) {
      throw new UsageException("--name is missing");
    }
    VersionQuery query =
        new VersionQuery(
            List.of(),
            options.project,
            false,
            options.name,
            false,
            options.version,
            options.tags,
            options.published ? List.of(VersionState.PUBLISHED) : List.of(),
            options.version != null,
            options.includeArchived);
    List<DatasetView> datasets =
        session
            .client()
            .datasets()
            .search(options.project, false, options.name, false, List.of())
            .limit(100)
            .toList();
    if (datasets.size() > 1) {
      List<String> names = datasets.stream().map(d -> d.project() + "/" + d.name()).toList();
      throw new LamellaException(
          ErrorCode.AMBIGUOUS,
          "several datasets match: " + String.join(", ", names) + "; name the --project too");
    }
    if (datasets.size() == 1 && options.tags.isEmpty() && !options.includeArchived) {
      DatasetView dataset = datasets.get(0);
      String selector =
          options.version != null ? options.version : options.published ? "published" : "latest";
      return resolve(dataset.project() + "/" + dataset.name() + "@" + selector);
    }
    VersionView found =
        session
            .client()
            .versions()
            .search(query)
            .max(Comparator.comparing(VersionView::number, Numbers::compare))
            .orElseThrow(
                () ->
                    new LamellaException(
                        ErrorCode.VERSION_NOT_FOUND, "no version is as described"));
    return session.client().versions().get(found.id());
  }
}
