package io.lamella.sdk.transfer;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.folder.DatasetFolder;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.link.Pin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Puts external links into one draft, each pinned to what lies there now. */
public final class DraftLinks {
  private static final int MAX_RUN = 10_000;

  private final VersionContents contents;
  private final Draft draft;
  private final ExternalLinks links;
  private final FetchedFiles fetched;

  /**
   * @param files of the same draft
   */
  public DraftLinks(VersionContents contents, Draft draft, ExternalLinks links, DraftFiles files) {
    this.contents = contents;
    this.draft = draft;
    this.links = links;
    this.fetched = new FetchedFiles(links, files);
  }

  /**
   * Pins all objects, then puts them into the draft. What the draft links to already, pinned to the
   * same, is unchanged.
   *
   * @param readers threads that read and hash, when bytes are put as files
   * @param dryRun only count
   * @throws io.lamella.sdk.link.BadLinkException before anything changes, naming every address that
   *     cannot be linked to
   * @throws IncompleteException before anything changes, naming those that would get one path
   */
  public Transferred add(
      LinkRequest request, int readers, boolean dryRun, TransferProgress progress)
      throws IOException {
    Map<EntryPath, Pin> pins = named(request, links.find(request.uris()));
    SortedMap<EntryPath, Entry.Link> wanted = new TreeMap<>();
    Tally tally = new Tally();
    pins.forEach(
        (path, pin) -> {
          wanted.put(path, pin.at(path));
          tally.bytesRead.add(pin.digest() == null ? 0 : pin.size());
        });
    progress.begin(pins.size(), 0);
    List<Entry.Link> puts =
        changed(
            wanted, request.materialize() ? DraftLinks::isFile : Entry.Link::sameContent, tally);
    if (dryRun) {
      return tally.result(draft.version(), List.of());
    }
    draft.heartbeat();
    if (request.materialize()) {
      return fetched.put(puts, readers, progress).keeping(tally.unchanged.sum());
    }
    for (int from = 0; from < puts.size(); from += MAX_RUN) {
      List<Entry.Link> some = puts.subList(from, Math.min(puts.size(), from + MAX_RUN));
      register(some);
      progress.files(some.size());
    }
    return tally.result(draft.version(), List.of());
  }

  /**
   * Puts entries without content of their own, as many as fit into a run; what the draft has so is
   * unchanged.
   *
   * @param dryRun only count
   * @return those that are new or otherwise
   */
  List<Entry> put(SortedMap<EntryPath, Entry> wanted, Tally tally, boolean dryRun)
      throws IOException {
    List<Entry> puts = changed(wanted, Entry::sameContent, tally);
    if (!dryRun && !puts.isEmpty()) {
      register(puts);
    }
    return puts;
  }

  private void register(List<? extends Entry> some) throws IOException {
    draft.register(Run.close(some.stream().<Change>map(Change.Put::new).toList()));
  }

  private static Map<EntryPath, Pin> named(LinkRequest request, List<Pin> found) {
    TreeMap<EntryPath, Pin> named = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (Pin pin : found) {
      EntryPath path = DatasetFolder.of(request.datasetFolder(), pin.path());
      if (path == null || !request.selection().wants(pin.path())) {
        continue;
      }
      Pin other = named.putIfAbsent(path, pin);
      if (other != null && !other.equals(pin)) {
        wrong.add(pin.uri() + " and " + other.uri() + ": both would become " + path);
      }
    }
    for (EntryPath path : named.keySet()) {
      for (Optional<EntryPath> above = path.parent();
          above.isPresent();
          above = above.get().parent()) {
        Pin folder = named.get(above.get());
        if (folder != null) {
          wrong.add(folder.uri() + ": would become " + above.get() + ", in which is " + path);
        }
      }
    }
    if (named.isEmpty()) {
      wrong.add(String.join(", ", request.uris()) + ": nothing there matches");
    }
    if (!wrong.isEmpty()) {
      throw new IncompleteException("nothing was changed, because of", wrong);
    }
    return named;
  }

  /** What the draft does not have so; counts it, and what it takes the place of. */
  private <E extends Entry> List<E> changed(
      SortedMap<EntryPath, E> wanted, BiPredicate<E, Entry> same, Tally tally) throws IOException {
    Map<EntryPath, Entry> known = new HashMap<>();
    try (Cursor<Entry> entries = contents.entriesAt(List.copyOf(wanted.keySet()))) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        if (wanted.containsKey(entry.path())) {
          known.put(entry.path(), entry);
        } else if (isBeneathOne(entry.path(), wanted)) {
          tally.removed.increment();
        }
      }
    }
    List<E> changed = new ArrayList<>();
    wanted.forEach(
        (path, entry) -> {
          Entry before = known.get(path);
          if (before != null && same.test(entry, before)) {
            tally.unchanged.increment();
          } else {
            tally.put(before != null);
            changed.add(entry);
          }
        });
    return changed;
  }

  /** Whether a file has the bytes that a link leads to. */
  private static boolean isFile(Entry.Link link, Entry before) {
    return before instanceof Entry.File file && Objects.equals(file.digest(), link.digest());
  }

  private static boolean isBeneathOne(EntryPath path, Map<EntryPath, ?> wanted) {
    for (Optional<EntryPath> above = path.parent();
        above.isPresent();
        above = above.get().parent()) {
      if (wanted.containsKey(above.get())) {
        return true;
      }
    }
    return false;
  }
}
