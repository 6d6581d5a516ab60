package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.ParentMerge;
import io.lamella.content.manifest.Root;
import io.lamella.contracts.RootRef;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.version.HeldTicket;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one version holds: its manifest, or for a draft its parent's with the draft's changes. */
public final class VersionContents {
  private final VersionView view;
  private final Ticket ticket;
  private final RemotePacks packs;
  private final Draft draft;

  public VersionContents(Connection connection, VersionView view, HeldTicket held) {
    this.view = view;
    this.ticket = held.ticket();
    this.packs = new RemotePacks(connection, held);
    this.draft = new Draft(connection, held);
  }

  public VersionView view() {
    return view;
  }

  public RemotePacks packs() {
    return packs;
  }

  /** The root of a sealed version. */
  public Root root() {
    RootRef root = ticket.root();
    if (root == null) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          view.project() + "/" + view.name() + "@" + view.number() + " is not final");
    }
    return Root.of(root);
  }

  /** The manifest of a sealed version. */
  public Manifest manifest() {
    return new Manifest(packs, root());
  }

  /** All of a sealed version, for {@link LocalCopies} to copy or to compare a folder with. */
  public LocalCopies.Wanted wanted() {
    return wanted(Portion.ALL);
  }

  /** A portion of a sealed version, for {@link LocalCopies} to copy or to compare a folder with. */
  public LocalCopies.Wanted wanted(Portion portion) {
    return new LocalCopies.Wanted(
        view.id().toString(), root(), null, portion.isAll() ? null : portion);
  }

  /** The manifest that this version is built on, the last of several; null: nothing. */
  public @Nullable Manifest parent() {
    List<Ticket.Parent> parents = ticket.parents();
    return parents.isEmpty() ? null : manifest(parents.get(parents.size() - 1).root());
  }

  /**
   * What several parents do not agree on and how it is merged, in path order; nothing where there
   * are no several parents, or of a squash that is sealed.
   */
  public Cursor<ParentMerge.Step> merge() {
    Ticket.Merge merge = ticket.merge();
    if (merge == null) {
      return () -> null;
    }
    return ParentMerge.steps(packs, ticket.parents(), merge);
  }

  private Manifest manifest(RootRef root) {
    return new Manifest(packs, Root.of(root));
  }

  /**
   * Entries in path order, as they are now: of a draft with all of its changes.
   *
   * @param prefix only at or beneath it; null: everywhere
   */
  public Cursor<Entry> entries(@Nullable EntryPath prefix) throws IOException {
    return ticket.root() != null ? manifest().entries(prefix, null) : draftEntries(prefix);
  }

  /** What this version changed of its parent, in path order. */
  public Cursor<Manifest.Difference> changes() throws IOException {
    Manifest parent = parent();
    if (ticket.root() != null) {
      return Manifest.diff(parent, manifest());
    }
    Cursor<Entry> before = parent == null ? () -> null : parent.entries(null, null);
    return new EntryDifferences(before, entries(null));
  }

  /** Entries of a sealed version that none of its parents has, or has alike, in path order. */
  public Cursor<Entry> brought() throws IOException {
    Cursor<Entry> found = manifest().entries(null, null);
    for (Ticket.Parent parent : ticket.parents()) {
      found = new CommonEntries(found, new ChangedEntries(manifest(parent.root()), manifest()));
    }
    return found;
  }

  /**
   * Entries at or beneath some paths, in path order, among others perhaps. Cheaper than all of them
   * when the paths are few.
   *
   * @param paths in path order
   */
  public Cursor<Entry> entriesAt(List<EntryPath> paths) throws IOException {
    if (ticket.root() != null) {
      return new PickedEntries(manifest(), paths);
    }
    Manifest parent = parent();
    return new DraftEntries(
        parent == null ? () -> null : new PickedEntries(parent, paths), draft.changesAt(paths));
  }

  private Cursor<Entry> draftEntries(@Nullable EntryPath prefix) throws IOException {
    Manifest parent = parent();
    Cursor<Entry> inherited = parent == null ? () -> null : parent.entries(prefix, null);
    return new DraftEntries(
        inherited,
        prefix == null ? draft.changes() : new Beneath(draft.changesAt(List.of(prefix)), prefix));
  }
}
