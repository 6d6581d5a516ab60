package io.lamella.sdk.transfer;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.draft.LostPacks;
import io.lamella.sdk.folder.Findings;
import io.lamella.sdk.folder.ScanIndex;
import io.lamella.sdk.folder.ScanIndexWriter;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Selection;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.home.Utf8Names;
import io.lamella.sdk.link.ExternalLinks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts files of this machine into one draft. What was done is kept when it is cut off. */
public final class DraftFiles {
  /** Threads that read and hash, where nobody says how many. */
  public static final int READERS = 2;

  private static final long FIRST_EPOCH = 1;

  private final VersionContents contents;
  private final Draft draft;
  private final ExternalLinks links;
  private final LamellaHome home;
  private final String server;

  public DraftFiles(
      VersionContents contents, Draft draft, ExternalLinks links, LamellaHome home, String server) {
    this.contents = contents;
    this.draft = draft;
    this.links = links;
    this.home = home;
    this.server = server;
  }

  /**
   * Puts what the request names into the draft.
   *
   * @param readers threads that read and hash
   * @param dryRun only count
   * @throws io.lamella.sdk.folder.IncompleteException before anything changes, when something
   *     cannot be read; what fails later is in the answer
   */
  public Transferred add(AddRequest request, int readers, boolean dryRun, TransferProgress progress)
      throws IOException {
    Utf8Names.require();
    List<Source> sources = Sources.of(request);
    Survey survey = Survey.of(sources, request.terms());
    progress.begin(survey.files(), survey.bytes());
    if (dryRun) {
      return rehearse(sources, null, survey, request.checksum());
    }
    PendingAdd pending =
        PendingAdd.begin(
            home,
            draft.version(),
            request,
            survey.paths().isPresent() ? nothingCounted() : counted(),
            new PendingAdd.Total(survey.files(), survey.bytes()));
    Transferred done = transfer(sources, null, survey, request.checksum(), readers, progress);
    if (done.failed().isEmpty()) {
      pending.done();
    }
    return done;
  }

  /** Puts files that lie somewhere for a while only; what was done is not noted. */
  public Transferred put(List<Scanned.File> files, int readers, TransferProgress progress)
      throws IOException {
    List<Source.Files> sources = files.isEmpty() ? List.of() : List.of(new Source.Files(files));
    Survey survey = Survey.of(sources, new Survey.Terms(false, false));
    return transfer(sources, null, survey, true, readers, progress);
  }

  /**
   * Makes the draft hold what the folder holds: what is not there is removed, beneath the folder's
   * prefix, but for what its selection leaves out. A link whose path has a file with the bytes that
   * it was pinned to stays.
   */
  public Transferred sync(
      Source.Folder folder, Survey survey, boolean checksum, int readers, TransferProgress progress)
      throws IOException {
    progress.begin(survey.files(), survey.bytes());
    draft.heartbeat();
    return transfer(List.of(folder), removable(folder), survey, checksum, readers, progress);
  }

  /**
   * What a look through a folder has found.
   *
   * @param survey of the folder, for {@link #sync}; null: that would change nothing
   * @param seen counts, of the files up to the first that differs
   */
  public record Look(@Nullable Survey survey, Transferred seen) {}

  /**
   * Looks whether {@link #sync} would change anything, up to the first thing that it would, and
   * surveys the rest then. Files that were read are not read again by the sync of a version that is
   * built on this one.
   *
   * @throws io.lamella.sdk.folder.IncompleteException when something cannot be taken
   */
  public Look look(
      Source.Folder folder, Survey.Terms terms, boolean checksum, TransferProgress progress)
      throws IOException {
    Tally tally = new Tally();
    Survey survey = Survey.begin(terms);
    Cursor<Scanned> walk = survey.walk(folder);
    try (FolderPlan plan =
            new FolderPlan(
                walk,
                contents.entries(folder.prefix()),
                checksum ? ScanIndex.none() : index(folder),
                removable(folder),
                entry -> false,
                new LinkedFiles(links, tally));
        ScanIndexWriter index = indexWriter(folder, survey.scanned())) {
      boolean same = DryRun.changesNothing(plan, index, tally, progress);
      if (index != null && same) {
        index.commit();
      } else if (index != null) {
        index.keepPart();
      }
      List<String> notes = survey.rest(walk).notes();
      return new Look(same ? null : survey, tally.result(draft.version(), notes));
    }
  }

  private Transferred transfer(
      List<? extends Source> sources,
      @Nullable Predicate<EntryPath> removable,
      Survey survey,
      boolean checksum,
      int readers,
      TransferProgress progress)
      throws IOException {
    Set<PackRef> lost = lostPacks();
    Tally tally = new Tally();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      Findings findings = new Findings();
      Instant scanned = survey.scanned();
      Cursor<Scanned> scan = survey.again(i, source, findings);
      try (FolderPlan plan =
              plan(
                  source,
                  scan,
                  removable,
                  survey,
                  checksum,
                  lost,
                  removable == null ? null : new LinkedFiles(links, tally));
          ScanIndexWriter index = indexWriter(source, scanned)) {
        new Transfer(draft, readers, progress).carryOut(plan, index, tally);
        if (index != null) {
          index.commit();
        }
      }
      tally.failed.addAll(findings.unreadable());
    }
    return tally.result(draft.version(), survey.notes());
  }

  /**
   * Counts what {@link #sync} would do, and changes nothing. Of a sealed version: what a version
   * that builds on it would have otherwise.
   */
  public Transferred rehearse(Source.Folder folder, Survey survey, boolean checksum)
      throws IOException {
    return rehearse(List.of(folder), removable(folder), survey, checksum);
  }

  private Transferred rehearse(
      List<? extends Source> sources,
      @Nullable Predicate<EntryPath> removable,
      Survey survey,
      boolean checksum)
      throws IOException {
    Tally tally = new Tally();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      Cursor<Scanned> scan = survey.again(i, source, new Findings());
      LinkedFiles linked = removable == null ? null : new LinkedFiles(links, tally);
      try (FolderPlan plan = plan(source, scan, removable, survey, checksum, Set.of(), linked)) {
        DryRun.count(plan, tally);
      }
    }
    return tally.result(draft.version(), survey.notes());
  }

  private FolderPlan plan(
      Source source,
      Cursor<Scanned> scan,
      @Nullable Predicate<EntryPath> removable,
      Survey survey,
      boolean checksum,
      Set<PackRef> lost,
      @Nullable LinkedFiles linked)
      throws IOException {
    ScanIndex index = checksum ? ScanIndex.none() : index(source);
    Cursor<Entry> known =
        removable == null && survey.paths().isPresent()
            ? contents.entriesAt(survey.paths().get())
            : contents.entries(source.prefix());
    return new FolderPlan(
        scan,
        known,
        index,
        removable == null ? path -> false : removable,
        entry ->
            entry instanceof Entry.File file
                && file.extents().stream().anyMatch(extent -> lost.contains(extent.pack())),
        linked);
  }

  /** A draft that was closed before may refer to packs that have gone since. */
  private Set<PackRef> lostPacks() throws IOException {
    return draft.ticket().epoch() > FIRST_EPOCH ? LostPacks.of(draft) : Set.of();
  }

  private ScanIndex index(Source source) throws IOException {
    Path file = indexFile(source);
    return file == null ? ScanIndex.none() : ScanIndex.open(file, described());
  }

  /** The versions that the draft's content may stem from. */
  private Set<UUID> described() {
    Ticket ticket = draft.ticket();
    Set<UUID> versions = new HashSet<>(Set.of(ticket.version()));
    ticket.parents().forEach(parent -> versions.add(parent.version()));
    return versions;
  }

  private @Nullable ScanIndexWriter indexWriter(Source source, Instant scanned) throws IOException {
    Path file = indexFile(source);
    return file == null ? null : new ScanIndexWriter(file, draft.version(), scanned);
  }

  private @Nullable Path indexFile(Source source) throws IOException {
    return source instanceof Source.Folder folder
        ? home.file(
            "scans",
            server,
            folder.folder().toRealPath().toString(),
            String.valueOf(folder.prefix()))
        : null;
  }

  /** What the draft holds, for those who watch a long add; it is counted for that. */
  private PendingAdd.Total counted() {
    DraftView open = draft.open();
    return new PendingAdd.Total(open.pending(), open.bytes());
  }

  /** A short add is over before anybody asks how far it is; to count may take longer. */
  private PendingAdd.Total nothingCounted() {
    draft.heartbeat();
    return new PendingAdd.Total(0, 0);
  }

  private static Predicate<EntryPath> removable(Source.Folder folder) throws IOException {
    EntryPath prefix = folder.prefix();
    int skip = prefix == null ? 0 : prefix.toString().length() + 1;
    Selection selection = folder.selection().withIgnoreFileOf(folder.folder());
    return path -> {
      String text = path.toString();
      return text.length() > skip && selection.wants(text.substring(skip));
    };
  }
}
