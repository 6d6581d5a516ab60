package io.lamella.sdk.transfer;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.link.ObjectFolder;
import io.lamella.sdk.link.Several;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts files into a folder elsewhere as plain objects, at their paths in the version, and links to
 * them into one draft, pinned by size and SHA-256. The same again goes on where it was cut off.
 */
public final class ObjectFiles {
  /** So many are linked to at once; after a cut no more than these are looked at again. */
  private static final int TOGETHER = 1_000;

  private final Draft draft;
  private final DraftLinks links;
  private final ExternalLinks places;

  /**
   * @param links of the same draft
   */
  public ObjectFiles(Draft draft, DraftLinks links, ExternalLinks places) {
    this.draft = draft;
    this.links = links;
    this.places = places;
  }

  /**
   * Puts all files that a request names; symlinks and empty folders go into the draft alone. What
   * changes while it is read, or would take the place of something different, is not registered and
   * is in the answer with its reason; the rest is in.
   *
   * @param to address of the folder: {@code file:}, or that of a bucket or a prefix in it
   * @param dryRun only count
   * @throws io.lamella.sdk.link.BadLinkException when files cannot be put there
   * @throws IncompleteException before anything changes, naming what is not there or cannot be
   *     taken
   */
  public Transferred add(AddRequest request, String to, boolean dryRun, TransferProgress progress)
      throws IOException {
    ObjectFolder folder = places.folder(to);
    if (folder.folder().isPresent()) {
      requireApart(request, folder.folder().get());
    }
    Additions additions = Additions.of(request);
    Tally tally = new Tally();
    if (!dryRun) {
      draft.heartbeat();
    }
    List<Scanned> some = new ArrayList<>();
    List<String> unreadable =
        additions.each(
            scanned -> {
              some.add(scanned);
              if (some.size() == TOGETHER) {
                put(some, folder, tally, dryRun, progress);
              }
            });
    put(some, folder, tally, dryRun, progress);
    tally.failed.addAll(unreadable);
    return tally.result(draft.version(), additions.notes());
  }

  /** What is put there must not be found among what is to be put. */
  private static void requireApart(AddRequest request, Path folder) throws IOException {
    for (String file : request.files()) {
      Path source = Path.of(file);
      if (!Files.isDirectory(source)) {
        continue;
      }
      Path real = source.toRealPath();
      Path place = Files.exists(folder) ? folder.toRealPath() : folder;
      boolean isItself = place.equals(real) && request.datasetFolder() == null;
      if (place.startsWith(real) && !isItself) {
        throw new IncompleteException(
            "nothing was changed, because of",
            List.of(folder + ": lies in " + source + ", which is to be put there"));
      }
    }
  }

  private void put(
      List<Scanned> some,
      ObjectFolder folder,
      Tally tally,
      boolean dryRun,
      TransferProgress progress)
      throws IOException {
    SortedMap<EntryPath, Entry> wanted = new TreeMap<>();
    List<Scanned.File> files = new ArrayList<>();
    for (Scanned scanned : some) {
      if (scanned instanceof Scanned.File file) {
        files.add(file);
      } else if (scanned instanceof Scanned.Symlink link) {
        wanted.put(link.path(), new Entry.Symlink(link.path(), link.target()));
      } else if (scanned instanceof Scanned.Folder empty) {
        wanted.put(empty.path(), new Entry.Folder(empty.path(), empty.permissions()));
      }
    }
    some.clear();
    Several.of(
        files,
        file ->
            new Found(
                file.path(),
                dryRun
                    ? folder.rehearse(file.source(), file.path())
                    : folder.place(file.source(), file.path())),
        object -> take(object, wanted, tally, progress));
    for (Entry put : links.put(wanted, tally, dryRun)) {
      tally.bytes.add(put instanceof Entry.Link link ? link.size() : 0);
    }
  }

  /** A file's path, and what became of it. */
  private record Found(EntryPath path, ObjectFolder.Placed placed) {}

  private static void take(
      Found object, SortedMap<EntryPath, Entry> wanted, Tally tally, TransferProgress progress) {
    ObjectFolder.Placed placed = object.placed();
    tally.bytesRead.add(placed.bytesRead());
    progress.read(placed.bytesRead());
    progress.files(1);
    if (placed.pin() != null) {
      wanted.put(object.path(), placed.pin().at(object.path()));
    }
    if (placed.failure() != null) {
      tally.failed.add(placed.failure());
    }
  }
}
