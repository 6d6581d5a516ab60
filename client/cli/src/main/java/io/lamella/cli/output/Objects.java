package io.lamella.cli.output;

import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.TrashView;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The objects that {@code --json} prints. Their fields are a promise to scripts. */
public final class Objects {
  private Objects() {}

  /** An object from names and values in turn. */
  public static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }

  /** The object with one field set otherwise. */
  public static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> object, String name, Object value) {
    object.put(name, value);
    return object;
  }

  public static Map<String, @Nullable Object> created(VersionView view) {
    return of(
        "id", view.id(),
        "project", view.project(),
        "name", view.name(),
        "number", view.number(),
        "state", view.state(),
        "parents", ids(view.parents()));
  }

  public static Map<String, @Nullable Object> state(VersionView view) {
    return of(
        "id", view.id(),
        "number", view.number(),
        "state", view.state(),
        "digest", view.digest(),
        "files", view.files(),
        "bytes", view.bytes());
  }

  /** A version that is being sealed, and the operation to watch. */
  public static Map<String, @Nullable Object> sealing(VersionView view, OperationView operation) {
    return with(state(view), "operation", operation.id());
  }

  public static Map<String, @Nullable Object> shown(VersionView view) {
    return withTrash(view, allOf(view));
  }

  /** What is in the trash says so; the fields of all else are as they always were. */
  private static Map<String, @Nullable Object> withTrash(
      VersionView view, Map<String, @Nullable Object> object) {
    TrashView trash = view.trash();
    return trash == null ? object : with(object, "trash", trash);
  }

  private static Map<String, @Nullable Object> allOf(VersionView view) {
    return of(
        "id", view.id(),
        "project", view.project(),
        "name", view.name(),
        "number", view.number(),
        "state", view.state(),
        "digest", view.digest(),
        "files", view.files(),
        "links", view.links(),
        "bytes", view.bytes(),
        "storedBytes", view.storedBytes(),
        "parents", ids(view.parents()),
        "children", ids(view.children()),
        "tags", view.tags(),
        "description", view.description(),
        "metadata", view.metadata(),
        "created", view.created(),
        "updated", view.updated(),
        "createdBy", view.createdBy(),
        "message", view.message(),
        "profile", view.profile(),
        "storage", view.storage(),
        "conflicts", view.conflicts(),
        "producedBy", view.producedBy(),
        "archived", view.archived());
  }

  public static Map<String, @Nullable Object> found(VersionView view) {
    return withTrash(
        view,
        of(
            "id", view.id(),
            "project", view.project(),
            "name", view.name(),
            "number", view.number(),
            "state", view.state(),
            "tags", view.tags(),
            "files", view.files(),
            "bytes", view.bytes(),
            "created", view.created()));
  }

  public static Map<String, @Nullable Object> logged(VersionView view) {
    return of(
        "id", view.id(),
        "number", view.number(),
        "state", view.state(),
        "parents", ids(view.parents()),
        "message", view.message(),
        "created", view.created(),
        "createdBy", view.createdBy(),
        "added", view.added(),
        "modified", view.modified(),
        "removed", view.removed());
  }

  private static List<UUID> ids(List<VersionLink> links) {
    return links.stream().map(VersionLink::id).toList();
  }
}
