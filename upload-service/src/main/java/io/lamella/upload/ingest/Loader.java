package io.lamella.upload.ingest;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.kit.trace.About;
import io.lamella.upload.change.Appends;
import io.lamella.upload.change.NewRun;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.intake.FileGroup;
import io.lamella.upload.intake.FileIntake;
import io.lamella.upload.source.Opened;
import io.lamella.upload.source.SourceException;
import io.lamella.upload.source.Sources;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Loads items. What an item brings is registered, counted and told in one transaction, once: an
 * item that comes again, or that two workers load at the same time, counts as one. A file that
 * cannot be had after some tries is noted with its cause and holds nothing up; a large one is split
 * among workers.
 */
@ApplicationScoped
class Loader {
  private static final Logger LOG = Logger.getLogger(Loader.class);

  private final Database database;
  private final Ingests ingests;
  private final IngestNews news;
  private final IngestDrafts drafts;
  private final FileIntake intake;
  private final Appends appends;
  private final Sources sources;
  private final Ahead ahead;
  private final Tries tries;
  private final Splits splits;
  private final Ranges ranges;

  @Inject
  Loader(
      Database database,
      Ingests ingests,
      IngestNews news,
      IngestDrafts drafts,
      FileIntake intake,
      Appends appends,
      Sources sources,
      Ahead ahead,
      Tries tries,
      Splits splits,
      Ranges ranges) {
    this.database = database;
    this.ingests = ingests;
    this.news = news;
    this.drafts = drafts;
    this.intake = intake;
    this.appends = appends;
    this.sources = sources;
    this.ahead = ahead;
    this.tries = tries;
    this.splits = splits;
    this.ranges = ranges;
  }

  /** Loads an item that is wanted and not loaded yet; any other is passed over. */
  void load(IngestItem item) throws IOException {
    Optional<Ingest> wanted = database.inTransaction(tx -> wanted(tx, item));
    if (wanted.isEmpty()) {
      return;
    }
    About.version(wanted.get().version(), wanted.get().plan().ticket().dataset());
    try {
      load(wanted.get(), item);
    } catch (WhileWanted.UnwantedException e) {
      LOG.debugf("item %d of %s is not wanted any more", item.item(), item.ingest());
    } catch (LamellaException e) {
      if (!IngestDrafts.isClosed(e)) {
        throw e;
      }
      LOG.debugf("item %d of %s comes too late: %s", item.item(), item.ingest(), e.getMessage());
    }
  }

  private Optional<Ingest> wanted(Transaction tx, IngestItem item) {
    return ingests
        .find(tx, item.ingest())
        .filter(ingest -> ingest.attempt() == item.attempt() && !ingest.isEnded())
        .filter(ingest -> !ingests.isDone(tx, item));
  }

  private boolean isWanted(IngestItem item) {
    return database.inTransaction(tx -> wanted(tx, item)).isPresent();
  }

  private void load(Ingest ingest, IngestItem item) throws IOException {
    Draft draft = drafts.of(ingest);
    BooleanSupplier wanted = () -> isWanted(item);
    if (item.range() != null) {
      ranges.load(draft, item, item.range(), wanted);
      return;
    }
    boolean links = ingest.plan().mode().equals(IngestRequest.LINK);
    Tally tally = new Tally();
    try (FileGroup group = intake.group(draft);
        Ahead.Files fetched = ahead.fetch(links ? List.of() : item.files(), wanted)) {
      for (IngestItem.File file : item.files()) {
        try {
          if (links) {
            tally.loaded(link(group, file));
          } else {
            put(group, fetched, file, tally);
          }
        } catch (SourceException | InvalidPathException e) {
          tally.misses.add(Miss.of(file, e));
        }
      }
      note(item, draft, group.finish(), tally);
    }
  }

  /** What came of the files of an item. */
  private static final class Tally {
    private final List<Miss> misses = new ArrayList<>();
    private final List<Splits.Large> large = new ArrayList<>();
    private long files;
    private long bytes;

    void loaded(long length) {
      files++;
      bytes += length;
    }
  }

  private void put(FileGroup group, Ahead.Files fetched, IngestItem.File file, Tally tally)
      throws IOException {
    EntryPath path = EntryPath.of(file.path());
    tries.of(
        first -> {
          try (Opened opened = first ? fetched.next() : fetched.again(file)) {
            if (splits.isLarge(opened)) {
              tally.large.add(Splits.Large.of(file, opened));
            } else {
              tally.loaded(
                  group.put(path, nanos(opened.modified(), file), opened.mode(), opened.body()));
            }
            return true;
          }
        });
  }

  /** Pins an object; one that says nothing of itself is read. */
  private long link(FileGroup group, IngestItem.File file) throws IOException {
    EntryPath path = EntryPath.of(file.path());
    return tries.of(
        first -> {
          Entry.Link link = pinned(path, file);
          group.put(link);
          return link.size();
        });
  }

  private Entry.Link pinned(EntryPath path, IngestItem.File file) throws IOException {
    if (file.etag() != null) {
      return new Entry.Link(
          path, file.uri(), file.size(), file.etag(), null, nanos(file.modified(), file));
    }
    try (Opened seen = sources.look(file.uri())) {
      if (seen.etag() != null && seen.size() >= 0) {
        return new Entry.Link(
            path, file.uri(), seen.size(), seen.etag(), null, nanos(seen.modified(), file));
      }
    }
    try (Opened opened = sources.open(file.uri())) {
      Hashing.Hashed hashed = Hashing.of(opened.body());
      return new Entry.Link(
          path,
          file.uri(),
          hashed.bytes(),
          opened.etag(),
          hashed.digest(),
          nanos(opened.modified(), file));
    }
  }

  static long nanos(@Nullable Instant told, IngestItem.File file) {
    Instant at = told != null ? told : file.modified() != null ? file.modified() : Instant.now();
    return at.getEpochSecond() * 1_000_000_000 + at.getNano();
  }

  /** Notes an item of which nothing can be loaded, whatever is done. */
  void giveUp(IngestItem item, Throwable cause) throws IOException {
    Optional<Ingest> wanted = database.inTransaction(tx -> wanted(tx, item));
    if (wanted.isEmpty()) {
      return;
    }
    Draft draft = drafts.of(wanted.get());
    if (item.range() != null) {
      ranges.noteMiss(draft, item, item.range(), Miss.of(item.files().get(0), cause));
      return;
    }
    Tally tally = new Tally();
    item.files().forEach(file -> tally.misses.add(Miss.of(file, cause)));
    note(item, draft, List.of(), tally);
  }

  private void note(IngestItem item, Draft draft, List<NewRun> runs, Tally tally) {
    appends.appendOnce(
        draft,
        runs,
        tx -> {
          if (!ingests.done(tx, item)) {
            return false;
          }
          ingests.miss(tx, item.ingest(), tally.misses);
          news.items(tx, splits.split(tx, item, tally.large));
          news.progress(
              tx,
              ingests.count(tx, item.ingest(), 1, tally.files, tally.bytes, tally.misses.size()));
          return true;
        });
  }
}
