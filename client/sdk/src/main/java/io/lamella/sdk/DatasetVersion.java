package io.lamella.sdk;

import io.lamella.content.localcopy.LocalCopies;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.pack.Extent;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.ChangeVersion;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.LogLine;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.contracts.rest.UseView;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionStatistics;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.compare.Comparison;
import io.lamella.sdk.contents.CommonEntries;
import io.lamella.sdk.contents.CursorStream;
import io.lamella.sdk.contents.Portion;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.folder.Selection;
import io.lamella.sdk.folder.Symlinks;
import io.lamella.sdk.link.LackingLinksException;
import io.lamella.sdk.log.Outcome;
import io.lamella.sdk.log.VersionLog;
import io.lamella.sdk.metadata.MetadataTable;
import io.lamella.sdk.remove.Removal;
import io.lamella.sdk.report.Reports;
import io.lamella.sdk.transfer.AddRequest;
import io.lamella.sdk.transfer.DraftFiles;
import io.lamella.sdk.transfer.LinkRequest;
import io.lamella.sdk.transfer.PendingAdd;
import io.lamella.sdk.transfer.Source;
import io.lamella.sdk.transfer.Survey;
import io.lamella.sdk.transfer.TransferProgress;
import io.lamella.sdk.transfer.Transferred;
import io.lamella.sdk.version.DeleteWish;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A version of a dataset, as a program works with it. While it is a draft, files go in; once it is
 * final, they come out, and only what is said about it may still change. It knows the version as it
 * was at its last answer; {@link #refresh} asks again. Streams of entries hold what they read from
 * until they are closed. For one thread.
 *
 * <p>Errors of the server are {@link io.lamella.contracts.error.LamellaException}s with a stable
 * code: {@code wrong-state} when a version is changed that is final, or read that is not.
 */
public final class DatasetVersion {
  /** More than any line is long. */
  private static final int ALL = 1_000_000;

  private final LamellaClient client;
  private VersionView view;

  DatasetVersion(LamellaClient client, VersionView view) {
    this.client = client;
    this.view = view;
  }

  public UUID id() {
    return view.id();
  }

  /** The version as it was at its last answer. */
  public VersionView view() {
    return view;
  }

  /** Asks what has become of it. */
  public DatasetVersion refresh() {
    view = client.versions().get(view.id());
    return this;
  }

  /** Whether its content is sealed, as of its last answer. */
  public boolean isFinal() {
    return view.state().isSealed();
  }

  /** Whether it is a draft that holds changes of what it builds on. */
  public boolean isDirty() {
    if (isFinal()) {
      return false;
    }
    DraftView draft = client.draft(view).open();
    return draft.pending() > 0 || draft.removed() > 0;
  }

  /** URI of the store that its data lies in. */
  public String defaultStorage() {
    return view.storage();
  }

  /**
   * Puts files into the draft, of a folder its contents, of a file its name; transfers at once. A
   * call that was cut off is gone on with by the same call, or by {@link #upload}.
   *
   * @throws IncompleteException naming what could not be taken as it is; the rest is in
   */
  public Transferred addFiles(Path... files) throws IOException {
    return addFiles(
        AddRequest.of(Arrays.stream(files).map(file -> file.toAbsolutePath().toString()).toList()));
  }

  /** As above, with everything that can be said about it. */
  public Transferred addFiles(AddRequest request) throws IOException {
    return addFiles(request, TransferProgress.NONE);
  }

  /** As above. */
  public Transferred addFiles(AddRequest request, TransferProgress progress) throws IOException {
    return whole(
        recording(
            "add", () -> client.files(draft()).add(request, DraftFiles.READERS, false, progress)));
  }

  private Transferred recording(String source, VersionLog.Work<Transferred> work)
      throws IOException {
    return client.log(draft()).recording(source, work, Outcome::of);
  }

  /**
   * Puts links to objects elsewhere into the draft, each pinned to what lies there now.
   *
   * @param uris {@code https:}, {@code http:} or {@code file:} addresses
   * @throws io.lamella.sdk.link.BadLinkException naming every one that cannot be linked to; then
   *     nothing is changed
   */
  public Transferred addLinks(URI... uris) throws IOException {
    List<String> addresses = Arrays.stream(uris).map(URI::toString).toList();
    return addLinks(
        new LinkRequest(addresses, null, Selection.of(List.of(), List.of(), true), false));
  }

  /** As above, with everything that can be said about it. */
  public Transferred addLinks(LinkRequest request) throws IOException {
    return whole(
        recording(
            "add",
            () ->
                client
                    .links(draft())
                    .add(request, DraftFiles.READERS, false, TransferProgress.NONE)));
  }

  /**
   * Puts files into a folder elsewhere as plain objects, at their paths in the version, and links
   * to them into the draft, pinned by size and SHA-256. An object that is there already stays. The
   * same call goes on where it was cut off.
   *
   * @param to {@code file:} address of the folder
   * @throws io.lamella.sdk.link.BadLinkException when files cannot be put there
   * @throws IncompleteException naming files that changed while they were read, and different
   *     objects that are there already; the rest is in
   */
  public Transferred addAsObjects(URI to, Path... files) throws IOException {
    return addAsObjects(
        to,
        AddRequest.of(Arrays.stream(files).map(file -> file.toAbsolutePath().toString()).toList()));
  }

  /** As above, with everything that can be said about the files. */
  public Transferred addAsObjects(URI to, AddRequest request) throws IOException {
    return whole(
        recording(
            "add",
            () ->
                client.objects(draft()).add(request, to.toString(), false, TransferProgress.NONE)));
  }

  /**
   * Takes paths out of the draft.
   *
   * @param paths from the root of the version, and globs: {@code logo.png} is that file only,
   *     {@code logs/} that folder, {@code **} any depth
   * @throws io.lamella.contracts.error.LamellaException {@code path-not-found} naming what matches
   *     nothing; then nothing is removed
   */
  public Removal.Removed removeFiles(String... paths) throws IOException {
    Removal removal = new Removal(client.contents(draft()), client.draft(view));
    Removal.Request request = new Removal.Request(List.of(paths), List.of(), true);
    return client.log(view).recording("remove", () -> removal.remove(request, false), Outcome::of);
  }

  /** Makes the draft hold what a folder holds: what is not there is removed. */
  public Transferred syncFolder(Path folder) throws IOException {
    Source.Folder source =
        new Source.Folder(
            folder.toAbsolutePath(),
            null,
            Selection.of(List.of(), List.of(), true),
            Symlinks.INSIDE);
    Survey survey = Survey.of(List.of(source), new Survey.Terms(false, false));
    return whole(
        recording(
            "sync",
            () ->
                client
                    .files(draft())
                    .sync(source, survey, false, DraftFiles.READERS, TransferProgress.NONE)));
  }

  /**
   * Goes on with what was cut off of adds of this machine.
   *
   * @return bytes of packs that went over the wire
   */
  public long upload() throws IOException {
    long sent = 0;
    for (AddRequest request : PendingAdd.of(client.home(), view.id())) {
      sent += addFiles(request).bytesSent();
    }
    return sent;
  }

  /** The answer about it, when it can be changed. */
  private VersionView draft() {
    VersionState state = view.state();
    if (state == VersionState.UPLOADING) {
      return view;
    }
    throw new LamellaException(
        ErrorCode.WRONG_STATE,
        this
            + " is "
            + state
            + (state.isSealed()
                ? "; writableCopy() makes a draft that builds on it"
                : "; resume() opens it again"));
  }

  private static Transferred whole(Transferred done) {
    if (!done.failed().isEmpty()) {
      throw new IncompleteException("not all was added", done.failed());
    }
    return done;
  }

  /** Seals the draft and waits until the version is final. One that is final already stays so. */
  public DatasetVersion finalizeVersion() {
    view = client.await(client.finalizeVersion(view.id()));
    return this;
  }

  /** Releases the version for use. */
  public DatasetVersion publish() {
    view = client.versions().publish(view.id());
    return this;
  }

  /** Gives the draft up; {@link #resume} opens it again. */
  public DatasetVersion abort() {
    view = client.versions().abort(view.id());
    return this;
  }

  /** Opens a draft that was given up or failed, with all that it held. */
  public DatasetVersion resume() {
    view = client.versions().resume(view.id());
    return this;
  }

  /** Hides it from names, latest and search. */
  public DatasetVersion archive() {
    view = client.versions().archive(view.id());
    return this;
  }

  /** Shows it again. */
  public DatasetVersion unarchive() {
    view = client.versions().unarchive(view.id());
    return this;
  }

  /** Deletes it; see {@link io.lamella.sdk.version.Versions#delete}. */
  public DeleteResult delete(DeleteWish wish) {
    return client.versions().delete(view.id(), wish);
  }

  /** A new draft of the same dataset that builds on this version. */
  public DatasetVersion writableCopy() {
    return client.create(NewVersion.on(this));
  }

  /**
   * The shared read-only copy on this machine; made, or what of it is missing.
   *
   * @throws LackingLinksException naming what external links do not lead to any more; the rest is
   *     there
   */
  public Path localCopy() throws IOException {
    return localCopy(Portion.ALL);
  }

  /** As above, of a portion of the version. */
  public Path localCopy(Portion portion) throws IOException {
    VersionContents contents = client.contents(view);
    try (LocalCopies copies = client.localCopies()) {
      return whole(
          copies.shared(
              contents.wanted(portion),
              contents.packs(),
              client.links(),
              false,
              LocalCopies.Progress.NONE));
    }
  }

  /**
   * A copy to write in, which never reaches the shared one.
   *
   * @param target does not exist or is empty
   * @throws LackingLinksException naming what external links do not lead to any more; the rest is
   *     there
   */
  public Path mutableLocalCopy(Path target) throws IOException {
    return mutableLocalCopy(target, Portion.ALL);
  }

  /** As above, of a portion of the version. */
  public Path mutableLocalCopy(Path target, Portion portion) throws IOException {
    VersionContents contents = client.contents(view);
    try (LocalCopies copies = client.localCopies()) {
      return whole(
          copies.writable(
              contents.wanted(portion),
              contents.packs(),
              client.links(),
              target,
              false,
              LocalCopies.Progress.NONE));
    }
  }

  private static Path whole(LocalCopies.Copied copied) throws LackingLinksException {
    if (!copied.lacking().isEmpty()) {
      throw new LackingLinksException(copied.lacking());
    }
    return copied.folder();
  }

  /** All entries, in path order: files, links, symlinks and empty folders. */
  public Stream<Entry> entries() throws IOException {
    return CursorStream.of(client.contents(view).entries(null));
  }

  public Stream<Entry.File> fileEntries() throws IOException {
    return entries().filter(Entry.File.class::isInstance).map(Entry.File.class::cast);
  }

  public Stream<Entry.Link> linkEntries() throws IOException {
    return entries().filter(Entry.Link.class::isInstance).map(Entry.Link.class::cast);
  }

  /** Paths of files and links, in order. */
  public Stream<String> listFiles() throws IOException {
    return entries()
        .filter(entry -> entry instanceof Entry.File || entry instanceof Entry.Link)
        .map(entry -> entry.path().toString());
  }

  /**
   * Paths of files and links that are here as an earlier version, or this one, brought them: which
   * none of that version's parents had, or had alike.
   *
   * @param origin id of that version, which is final
   */
  public Stream<String> listFiles(UUID origin) throws IOException {
    return CursorStream.of(
            new CommonEntries(
                client.contents(view).entries(null),
                client.contents(client.versions().get(origin)).brought()))
        .filter(entry -> entry instanceof Entry.File || entry instanceof Entry.Link)
        .map(entry -> entry.path().toString());
  }

  /** Chunks of the files that a final version brought: that none of its parents has alike. */
  public long numChunks() throws IOException {
    try (Stream<Entry> brought = CursorStream.of(client.contents(view).brought())) {
      return brought
          .filter(Entry.File.class::isInstance)
          .flatMap(file -> ((Entry.File) file).extents().stream())
          .mapToLong(Extent::count)
          .sum();
    }
  }

  /** Paths that its last parent does not have, in order. */
  public Stream<String> listAdded() throws IOException {
    return changed(change -> change.before() == null);
  }

  /** Paths of its last parent that it does not have, in order. */
  public Stream<String> listRemoved() throws IOException {
    return changed(change -> change.after() == null);
  }

  /** Paths that its last parent has otherwise, in order. */
  public Stream<String> listModified() throws IOException {
    return changed(change -> change.before() != null && change.after() != null);
  }

  private Stream<String> changed(Predicate<Manifest.Difference> wanted) throws IOException {
    return CursorStream.of(client.contents(view).changes())
        .filter(wanted)
        .map(DatasetVersion::path);
  }

  private static String path(Manifest.Difference change) {
    Entry now = change.after();
    return (now == null ? Objects.requireNonNull(change.before()) : now).path().toString();
  }

  /**
   * What differs from an older version, of whatever dataset, in path order.
   *
   * @param differences told of each as it is found
   */
  public Comparison.Summary compare(DatasetVersion older, Comparison.Sink differences)
      throws IOException {
    return new Comparison(client.contents(older.view).manifest(), client.contents(view).manifest())
        .run(differences);
  }

  /** What of a folder is not as the version says, byte by byte, in path order. */
  public List<LocalCopies.Problem> verify(Path folder) throws IOException {
    VersionContents contents = client.contents(view);
    List<LocalCopies.Problem> problems = new ArrayList<>();
    LocalCopies.compare(
        contents.wanted(),
        contents.packs(),
        client.links(),
        folder,
        false,
        LocalCopies.Progress.NONE,
        problems::add);
    return problems;
  }

  /**
   * The files that have a preview without anybody asking for it, in path order, and whether it is
   * made already: the first ones of each kind.
   */
  public List<PreviewView> previews() {
    return client.previews(view.id()).list();
  }

  /** What is in a file, at a glance, or why that cannot be said. */
  public PreviewView preview(String path) {
    return client.previews(view.id()).of(path);
  }

  /**
   * A small PNG or JPEG of an image of the version.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code no-preview} when there is none
   */
  public byte[] thumbnail(String path) {
    return client.previews(view.id()).thumbnail(path);
  }

  /** What the version holds, in numbers: files by extension and by size. */
  public VersionStatistics statistics() {
    return client.previews(view.id()).statistics();
  }

  /** Free metadata; any key may be used. */
  public Map<String, Object> metadata() {
    return view.metadata();
  }

  /**
   * @param value what JSON can hold
   */
  public DatasetVersion setMetadata(String key, Object value) {
    return change(ChangeVersion.metadata(Map.of(key, value), List.of()));
  }

  /**
   * The table that a key of the metadata holds.
   *
   * @throws IllegalArgumentException when it holds none
   */
  public MetadataTable metadataTable(String key) {
    return MetadataTable.of(view.metadata().get(key));
  }

  /** Puts a table under a key of the metadata. */
  public DatasetVersion setMetadataTable(String key, MetadataTable table) {
    return setMetadata(key, table.value());
  }

  public DatasetVersion removeMetadata(String key) {
    return change(ChangeVersion.metadata(Map.of(), List.of(key)));
  }

  public List<String> tags() {
    return view.tags();
  }

  public DatasetVersion addTags(String... tags) {
    return change(ChangeVersion.tags(List.of(tags), List.of(), List.of()));
  }

  public DatasetVersion removeTags(String... tags) {
    return change(ChangeVersion.tags(List.of(), List.of(tags), List.of()));
  }

  /** Takes a tag from whichever version of the dataset bears it, at one moment. */
  public DatasetVersion moveTag(String tag) {
    return change(ChangeVersion.tags(List.of(), List.of(), List.of(tag)));
  }

  public DatasetVersion setDescription(String text) {
    return change(ChangeVersion.texts(text, null));
  }

  private DatasetVersion change(ChangeVersion change) {
    view = client.versions().change(view.id(), change);
    return this;
  }

  /**
   * What it is built on, each version once, nearest first.
   *
   * @return ids of the parents, in order, of each version by its id; this one is the first
   */
  public Map<UUID, List<UUID>> dependencyGraph() {
    Map<UUID, List<UUID>> graph = new LinkedHashMap<>();
    graph.put(view.id(), parents(view));
    client
        .versions()
        .lineage(view.id(), "up", ALL)
        .forEach(version -> graph.put(version.id(), parents(version)));
    return graph;
  }

  private static List<UUID> parents(VersionView version) {
    return version.parents().stream().map(VersionLink::id).toList();
  }

  /**
   * Tables, histograms, scalars, images and media on it, in whatever state it is. They are no part
   * of its content.
   */
  public Reports reports() {
    return client.reports(view);
  }

  /** Appends to its text log, in whatever state it is; what is longer than a line is several. */
  public DatasetVersion log(String... texts) {
    client.log(view).append(null, Arrays.stream(texts));
    return this;
  }

  /**
   * Its text log, the oldest line that is kept first, page by page as the stream is read: what the
   * server says of what happened to it, what was done to the draft, and what was appended.
   */
  public Stream<LogLine> logLines() {
    return client.log(view).lines(0);
  }

  /** Which runs used it, the newest first, page by page as the stream is read. */
  public Stream<UseView> usedBy() {
    return client.uses().of(view.id());
  }

  @Override
  public String toString() {
    return view.project() + "/" + view.name() + "@" + view.number();
  }
}
