package io.lamella.sdk.draft;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Registers changes among which some may put files whose bytes are not stored for the draft any
 * more: all others are taken in, in their order. The server names one such file a time, so packs
 * are found by halves, and a file is refused for any pack of it that is under suspicion.
 */
public final class Registration {
  private final Draft draft;
  private final Set<PackRef> suspects = new HashSet<>();
  private final Set<EntryPath> refused = new HashSet<>();

  private Registration(Draft draft) {
    this.draft = draft;
  }

  /**
   * Registers what can be.
   *
   * @param changes in order, at most one a path
   * @return the files that are not in the draft now, because their bytes must be sent again
   */
  public static Set<EntryPath> of(Draft draft, List<Change> changes) {
    Registration registration = new Registration(draft);
    registration.register(changes);
    return registration.refused;
  }

  private void register(List<Change> changes) {
    List<Change> hopeful = new ArrayList<>(changes.size());
    for (Change change : changes) {
      if (isSuspect(change)) {
        refused.add(change.path());
      } else {
        hopeful.add(change);
      }
    }
    if (hopeful.isEmpty()) {
      return;
    }
    try {
      draft.register(Run.close(hopeful));
    } catch (LamellaException e) {
      if (e.code() != ErrorCode.MISSING_CONTENT) {
        throw e;
      }
      narrow(hopeful, e);
    }
  }

  private void narrow(List<Change> changes, LamellaException refusal) {
    if (changes.size() > 1) {
      int half = changes.size() / 2;
      register(changes.subList(0, half));
      register(changes.subList(half, changes.size()));
      return;
    }
    Change only = changes.get(0);
    List<PackRef> packs = packs(only);
    if (packs.isEmpty()) {
      throw refusal;
    }
    refused.add(only.path());
    suspects.addAll(packs);
  }

  private boolean isSuspect(Change change) {
    return !suspects.isEmpty() && packs(change).stream().anyMatch(suspects::contains);
  }

  /** The packs that the bytes of a put file lie in. */
  static List<PackRef> packs(Change change) {
    return change instanceof Change.Put put && put.entry() instanceof Entry.File file
        ? file.extents().stream().map(Extent::pack).distinct().toList()
        : List.of();
  }
}
