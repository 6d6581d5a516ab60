package io.lamella.sdk.clearml;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.clearml.DatasetState.StateFile;
import io.lamella.sdk.clearml.DatasetState.StateLink;
import io.lamella.sdk.clearml.Problems.Kind;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.draft.Registration;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Stamp;
import io.lamella.sdk.link.BadLinkException;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.link.Pin;
import io.lamella.sdk.transfer.DraftFiles;
import io.lamella.sdk.transfer.TransferProgress;
import io.lamella.sdk.transfer.Transferred;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * Makes a draft hold exactly what the state of a dataset lists. What it has already, inherited or
 * put before a cut, stays and is not read; each other file is unpacked, checked against its hash
 * and size, and put. Files lie on this machine meanwhile, some at a time.
 */
final class DraftFilling {
  private static final int MOST_FILES = 1000;
  private static final long MOST_BYTES = 256L << 20;
  private static final int MAX_RUN = 10_000;
  private static final int MODE = 0644;

  private final VersionContents contents;
  private final Draft draft;
  private final DraftFiles files;
  private final ExternalLinks links;
  private final Archives archives;
  private final TransferProgress progress;

  DraftFilling(
      VersionContents contents,
      Draft draft,
      DraftFiles files,
      ExternalLinks links,
      Archives archives,
      TransferProgress progress) {
    this.contents = contents;
    this.draft = draft;
    this.files = files;
    this.links = links;
    this.archives = archives;
    this.progress = progress;
  }

  /**
   * Fills the draft.
   *
   * @param dataset id of the dataset
   * @param problems told of all that cannot be had
   * @return pack bytes that went over the wire
   */
  long fill(String dataset, DatasetState state, Problems problems) throws IOException {
    draft.heartbeat();
    Wanted wanted = Wanted.of(state, problems);
    Map<Digest, Entry.File> known = new HashMap<>();
    keep(wanted, known);
    Problems unread = new Problems();
    long sent = unpack(dataset, state, wanted, problems, unread);
    reuse(wanted, known);
    if (wanted.hasFiles()) {
      unread.named().forEach(problems::add);
      archives
          .absent(dataset, wanted.files())
          .forEach(why -> problems.add(null, Kind.ARCHIVE_MISSING, why + " is not there"));
      wanted.report(problems);
    }
    link(wanted, problems);
    return sent;
  }

  /** What is as it should be stays; what has no place in the version is removed. */
  private void keep(Wanted wanted, Map<Digest, Entry.File> known) throws IOException {
    Set<Digest> missing = digests(wanted);
    List<Change> removed = new ArrayList<>();
    try (Cursor<Entry> entries = contents.entries(null)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        if (entry instanceof Entry.File file && missing.contains(file.digest())) {
          known.put(file.digest(), file);
        }
        if (wanted.isSame(entry)) {
          wanted.done(entry.path().toString());
          count(entry);
        } else if (!wanted.replaces(entry)) {
          removed.add(new Change.Delete(entry.path()));
        }
      }
    }
    register(removed);
  }

  private static Set<Digest> digests(Wanted wanted) {
    return wanted.files().stream()
        .map(StateFile::digest)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private void count(Entry entry) {
    progress.files(1);
    if (entry instanceof Entry.File file) {
      progress.read(file.size());
    }
  }

  /** An archive that cannot be read is a problem only if a file is not found elsewhere. */
  private long unpack(
      String dataset, DatasetState state, Wanted wanted, Problems problems, Problems unread)
      throws IOException {
    if (!wanted.hasFiles()) {
      return 0;
    }
    long sent = 0;
    Path folder = Files.createTempDirectory("lamella-clearml-");
    try {
      Set<String> ancestors = state.graph().keySet();
      for (Archives.Place place : archives.places(dataset, wanted.files(), ancestors)) {
        if (!wanted.hasFiles()) {
          break;
        }
        boolean own = place.dataset().equals(dataset);
        try (ClearmlSource.Local local = archives.local(place);
            Archive archive = Archive.open(local.path())) {
          if (own) {
            archive
                .hostile()
                .forEach(why -> problems.add(null, Kind.HOSTILE, named(place) + ": " + why));
          }
          sent += unpack(archive, wanted, folder);
        } catch (MissingArtifactException e) {
          unread.add(null, Kind.ARCHIVE_MISSING, named(place) + ": " + e.getMessage());
        } catch (DamagedArchiveException e) {
          unread.add(null, Kind.ARCHIVE_DAMAGED, named(place) + ": " + e.getMessage());
        }
      }
    } finally {
      clear(folder);
      Files.delete(folder);
    }
    return sent;
  }

  private static String named(Archives.Place place) {
    return place.artifact().key() + " of " + place.dataset() + ", " + place.artifact().uri();
  }

  private long unpack(Archive archive, Wanted wanted, Path folder) throws IOException {
    List<Scanned.File> staged = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    long bytes = 0;
    long sent = 0;
    for (ZipArchiveEntry entry : archive.files(path -> wanted.file(path) != null)) {
      StateFile file = wanted.file(entry.getName());
      Scanned.File unpacked =
          file == null || paths.contains(file.path())
              ? null
              : unpack(archive, entry, file, wanted, folder.resolve("file-" + staged.size()));
      if (unpacked != null) {
        staged.add(unpacked);
        paths.add(entry.getName());
        bytes += unpacked.stamp().size();
      }
      if (staged.size() >= MOST_FILES || bytes >= MOST_BYTES) {
        sent += put(staged, wanted, folder);
        bytes = 0;
      }
    }
    return sent + put(staged, wanted, folder);
  }

  /** Null when it is not what the state lists. */
  private static Scanned.@Nullable File unpack(
      Archive archive, ZipArchiveEntry entry, StateFile file, Wanted wanted, Path to)
      throws IOException {
    try {
      Archive.Unpacked unpacked = archive.unpack(entry, to, file.size());
      if (!Wanted.isSame(file, unpacked.size(), unpacked.digest())) {
        wanted.found(
            file.path(),
            "%d bytes, SHA-256 %s; the state says %d, %s"
                .formatted(unpacked.size(), unpacked.digest(), file.size(), file.digest()));
        return null;
      }
      Files.setLastModifiedTime(to, FileTime.from(unpacked.modified(), TimeUnit.SECONDS));
      return new Scanned.File(EntryPath.of(file.path()), to, Stamp.of(to, false));
    } catch (DamagedArchiveException e) {
      wanted.found(file.path(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private long put(List<Scanned.File> staged, Wanted wanted, Path folder) throws IOException {
    if (staged.isEmpty()) {
      return 0;
    }
    Transferred done = files.put(staged, DraftFiles.READERS, progress);
    if (!done.failed().isEmpty()) {
      throw new IncompleteException("not all could be stored", done.failed());
    }
    staged.forEach(file -> wanted.done(file.path().toString()));
    staged.clear();
    clear(folder);
    return done.bytesSent();
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Files that no archive has under their path, but whose bytes the draft has elsewhere. */
  private void reuse(Wanted wanted, Map<Digest, Entry.File> known) throws IOException {
    if (!wanted.hasFiles()) {
      return;
    }
    Set<Digest> missing = digests(wanted);
    try (Cursor<Entry> entries = contents.entries(null)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        if (entry instanceof Entry.File file && missing.contains(file.digest())) {
          known.put(file.digest(), file);
        }
      }
    }
    List<Change> puts = new ArrayList<>();
    for (StateFile file : wanted.files()) {
      Entry.File same = file.digest() == null ? null : known.get(file.digest());
      if (same != null && Wanted.isSame(file, same.size(), same.digest())) {
        puts.add(
            new Change.Put(
                new Entry.File(
                    EntryPath.of(file.path()),
                    same.size(),
                    false,
                    same.digest(),
                    same.extents(),
                    same.mtimeNanos(),
                    MODE)));
      }
    }
    Set<EntryPath> refused = register(puts);
    for (Change put : puts) {
      if (!refused.contains(put.path())) {
        wanted.done(put.path().toString());
        progress.files(1);
      }
    }
  }

  private void link(Wanted wanted, Problems problems) throws IOException {
    List<Change> puts = new ArrayList<>();
    for (StateLink link : wanted.links()) {
      Pin pin = pin(link, problems);
      if (pin != null) {
        puts.add(new Change.Put(pin.at(EntryPath.of(link.path()))));
        progress.files(1);
      }
    }
    register(puts);
  }

  /** Null when it does not lead to what it did, which is named. */
  private @Nullable Pin pin(StateLink link, Problems problems) throws IOException {
    String uri = Addresses.of(link.uri());
    List<Pin> found;
    try {
      found = links.find(uri);
    } catch (BadLinkException e) {
      problems.add(link.path(), Kind.LINK_MISSING, String.valueOf(e.getMessage()));
      return null;
    }
    Pin pin = found.size() == 1 ? found.get(0) : null;
    if (pin == null || pin.uri().startsWith(uri.replaceAll("/+$", "") + "/")) {
      problems.add(link.path(), Kind.LINK_MISSING, uri + ": is no single object");
      return null;
    }
    if ((link.size() >= 0 && pin.size() >= 0 && link.size() != pin.size())
        || (link.digest() != null && pin.digest() != null && !link.digest().equals(pin.digest()))) {
      problems.add(
          link.path(),
          Kind.LINK_CHANGED,
          "%s: has %d bytes now; the state says %d".formatted(uri, pin.size(), link.size()));
      return null;
    }
    return pin;
  }

  private Set<EntryPath> register(List<Change> changes) {
    Set<EntryPath> refused = new HashSet<>();
    for (int from = 0; from < changes.size(); from += MAX_RUN) {
      refused.addAll(
          Registration.of(draft, changes.subList(from, Math.min(changes.size(), from + MAX_RUN))));
    }
    return refused;
  }
}
