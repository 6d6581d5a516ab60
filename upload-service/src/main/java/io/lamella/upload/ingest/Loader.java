package io.lamella.upload.ingest;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.upload.UploadConfig;
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
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Loads items. What an item brings is registered, counted and told in one transaction, once: an
 * item that comes again, or that two workers load at the same time, counts as one. A file that
 * cannot be had after some tries is noted with its cause and holds nothing up.
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
  private final UploadConfig config;

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
      UploadConfig config) {
    this.database = database;
    this.ingests = ingests;
    this.news = news;
    this.drafts = drafts;
    this.intake = intake;
    this.appends = appends;
    this.sources = sources;
    this.ahead = ahead;
    this.config = config;
  }

  /** Loads an item that is wanted and not loaded yet; any other is passed over. */
  void load(IngestItem item) throws IOException {
    Optional<Ingest> wanted = database.inTransaction(tx -> wanted(tx, item));
    if (wanted.isEmpty()) {
      return;
    }
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
    boolean links = ingest.plan().mode().equals(IngestRequest.LINK);
    List<Miss> misses = new ArrayList<>();
    long files = 0;
    long bytes = 0;
    try (FileGroup group = intake.group(draft);
        Ahead.Files fetched = ahead.fetch(links ? List.of() : item.files(), () -> isWanted(item))) {
      for (IngestItem.File file : item.files()) {
        try {
          bytes += links ? link(group, file) : put(group, fetched, file);
          files++;
        } catch (SourceException | InvalidPathException e) {
          misses.add(Miss.of(file, e));
        }
      }
      note(item, draft, group.finish(), new Tally(files, bytes, misses));
    }
  }

  private long put(FileGroup group, Ahead.Files fetched, IngestItem.File file) throws IOException {
    EntryPath path = EntryPath.of(file.path());
    return tried(
        first -> {
          try (Opened opened = first ? fetched.next() : fetched.again(file)) {
            return group.put(path, nanos(opened.modified(), file), opened.mode(), opened.body());
          }
        });
  }

  /** Pins an object; one that says nothing of itself is read. */
  private long link(FileGroup group, IngestItem.File file) throws IOException {
    EntryPath path = EntryPath.of(file.path());
    return tried(
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

  private interface Try {
    long of(boolean first) throws IOException;
  }

  /** Tries again, with growing pauses, what may pass. */
  private long tried(Try attempt) throws IOException {
    long pause = config.ingest().pause().toMillis();
    for (int tries = 1; ; tries++) {
      try {
        return attempt.of(tries == 1);
      } catch (SourceException e) {
        if (!e.mayPass() || tries >= config.ingest().tries()) {
          throw e;
        }
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      pause *= 4;
    }
  }

  private static long nanos(@Nullable Instant told, IngestItem.File file) {
    Instant at = told != null ? told : file.modified() != null ? file.modified() : Instant.now();
    return at.getEpochSecond() * 1_000_000_000 + at.getNano();
  }

  /** Notes an item of which nothing can be loaded, whatever is done. */
  void giveUp(IngestItem item, Throwable cause) throws IOException {
    Optional<Ingest> wanted = database.inTransaction(tx -> wanted(tx, item));
    if (wanted.isPresent()) {
      List<Miss> misses = item.files().stream().map(file -> Miss.of(file, cause)).toList();
      note(item, drafts.of(wanted.get()), List.of(), new Tally(0, 0, misses));
    }
  }

  private record Tally(long files, long bytes, List<Miss> misses) {}

  private void note(IngestItem item, Draft draft, List<NewRun> runs, Tally tally) {
    appends.appendOnce(
        draft,
        runs,
        tx -> {
          if (!ingests.done(tx, item)) {
            return false;
          }
          ingests.miss(tx, item.ingest(), tally.misses());
          news.progress(
              tx,
              ingests.count(
                  tx, item.ingest(), tally.files(), tally.bytes(), tally.misses().size()));
          return true;
        });
  }
}
