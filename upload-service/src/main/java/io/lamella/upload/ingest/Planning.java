package io.lamella.upload.ingest;

import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.kit.trace.About;
import io.lamella.kit.trace.Step;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.source.Found;
import io.lamella.upload.source.Listing;
import io.lamella.upload.source.SourceException;
import io.lamella.upload.source.Sources;
import io.lamella.upload.transfer.Doors;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lists what claimed ingests name and tells workers of it in items. Items and where the listing
 * stands are written down together: whoever takes the listing over tells nothing twice and leaves
 * nothing out. An ingest of many items lets others have their turn.
 */
@ApplicationScoped
class Planning {
  private static final Logger LOG = Logger.getLogger(Planning.class);

  /** Items that are told together, when there is room for so many. */
  private static final int TOGETHER = 16;

  private static final int TRIES = 8;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration TURN = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Database database;
  private final Ingests ingests;
  private final IngestNews news;
  private final IngestDrafts drafts;
  private final Clearing clearing;
  private final Sources sources;
  private final UploadConfig config;
  private final Vertx vertx;

  @Inject
  Planning(
      Database database,
      Ingests ingests,
      IngestNews news,
      IngestDrafts drafts,
      Clearing clearing,
      Sources sources,
      UploadConfig config,
      Vertx vertx) {
    this.database = database;
    this.ingests = ingests;
    this.news = news;
    this.drafts = drafts;
    this.clearing = clearing;
    this.sources = sources;
    this.config = config;
    this.vertx = vertx;
  }

  /** Claims the next ingest and lists it, as far as it may go; false when there is none. */
  boolean next() throws InterruptedException {
    UUID claim = UUID.randomUUID();
    Optional<Ingest> claimed = database.inTransaction(tx -> ingests.claim(tx, claim));
    if (claimed.isPresent()) {
      traced(claimed.get(), claim);
    }
    return claimed.isPresent();
  }

  /** The claim was lost, or given up for another ingest. */
  private static final class Yielded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Yielded() {
      super("the claim is not held any more", null, false, false);
    }
  }

  private void traced(Ingest ingest, UUID claim) throws InterruptedException {
    Step.<InterruptedException>run(
        vertx,
        "list sources",
        ingest.traceparent(),
        () -> {
          About.version(ingest.version(), ingest.plan().ticket().dataset());
          run(ingest, claim);
        });
  }

  private void run(Ingest ingest, UUID claim) throws InterruptedException {
    try {
      clearing.clear(ingest, drafts.of(ingest));
      new Work(ingest, claim).all();
    } catch (Yielded e) {
      LOG.debugf("ingest %s goes on later", ingest.id());
    } catch (IOException | RuntimeException e) {
      failed(ingest, claim, e instanceof SourceException ? e : Doors.understood(e));
    }
  }

  private void failed(Ingest ingest, UUID claim, Throwable cause) {
    boolean closed = IngestDrafts.isClosed(cause);
    boolean forGood =
        cause instanceof SourceException source
            ? !source.mayPass()
            : cause instanceof LamellaException known && known.code().status() < 500;
    Step.failed(cause);
    LOG.infof("ingest %s, listing: %s", ingest.id(), cause);
    if (closed) {
      database.transact(tx -> ingests.cancel(tx, ingest.id()));
    } else if (forGood || ingest.tries() + 1 >= TRIES) {
      Failure failure = failure(cause);
      database.transact(
          tx ->
              ingests.hold(tx, ingest.id(), claim).ifPresent(held -> news.end(tx, held, failure)));
    } else {
      Duration pause = Duration.ofMillis(500L << (2 * ingest.tries()));
      Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      database.transact(tx -> ingests.release(tx, ingest.id(), claim, bounded, true));
    }
  }

  private static Failure failure(Throwable cause) {
    if (cause instanceof SourceException source) {
      return new Failure(source.code().code(), String.valueOf(source.getMessage()));
    }
    if (cause instanceof LamellaException known) {
      return new Failure(known.code().code(), String.valueOf(known.getMessage()));
    }
    LOG.warn("a listing failed for good", cause);
    return new Failure(
        ErrorCode.INTERNAL.code(), "The sources could not be listed; the server's log says why");
  }

  /** One claimed ingest, while the claim is held. */
  private final class Work {
    private final Ingest ingest;
    private final UUID claim;
    private final ItemCutter cutter;
    private final List<Miss> misses = new ArrayList<>();
    private final long began = System.nanoTime();
    private long heldAt = began;
    private int room;

    Work(Ingest ingest, UUID claim) {
      this.ingest = ingest;
      this.claim = claim;
      this.cutter =
          new ItemCutter(
              ingest,
              ingest.items(),
              config.ingest().files(),
              config.ingest().bytes().asLongValue());
      this.room = config.ingest().window() - ingest.outstanding();
    }

    void all() throws IOException, InterruptedException {
      if (ingest.missesOnly()) {
        missed();
      } else {
        List<IngestSource> all = ingest.plan().sources();
        for (int i = ingest.source(); i < all.size(); i++) {
          String position = i == ingest.source() ? ingest.position() : null;
          if (Targets.isInline(all.get(i))) {
            inline(all.get(i), i);
          } else {
            list(all.get(i), i, position);
          }
        }
        tell(all.size(), null);
      }
      database.transact(
          tx -> {
            require(ingests.hold(tx, ingest.id(), claim));
            news.progress(tx, ingests.planned(tx, ingest.id()));
          });
    }

    private void missed() throws InterruptedException {
      boolean more = true;
      while (more) {
        awaitRoom();
        more =
            database.inTransaction(
                tx -> {
                  Ingest held = require(ingests.hold(tx, ingest.id(), claim));
                  List<IngestItem.File> files =
                      ingests.takeMissed(tx, ingest.id(), config.ingest().files());
                  ItemCutter again =
                      new ItemCutter(
                          ingest,
                          held.items(),
                          config.ingest().files(),
                          config.ingest().bytes().asLongValue());
                  files.forEach(again::add);
                  List<IngestItem> items = again.take();
                  news.items(tx, items);
                  ingests.advance(tx, ingest.id(), items.size(), 0, 0, 0, null);
                  room -= items.size();
                  return !files.isEmpty();
                });
      }
    }

    private void inline(IngestSource source, int number) throws InterruptedException {
      int length =
          source.content() != null
              ? source.content().length()
              : String.valueOf(source.base64()).length() * 3 / 4;
      add(
          source,
          number,
          String.valueOf(source.path()),
          path ->
              new IngestItem.File(
                  path,
                  "sources[" + number + "]",
                  length,
                  null,
                  null,
                  source.content(),
                  source.base64()));
      if (isFull()) {
        tell(number + 1, null);
      }
    }

    private void list(IngestSource source, int number, @Nullable String after)
        throws IOException, InterruptedException {
      boolean any = after != null;
      try (Listing listing = sources.list(source, after)) {
        for (Found found = listing.next(); found != null; found = listing.next()) {
          if (listing.wants(found)) {
            any = true;
            Found one = found;
            add(
                source,
                number,
                one.path(),
                path ->
                    new IngestItem.File(
                        path, one.uri(), one.size(), one.etag(), one.modified(), null, null));
          }
          if (any && (isFull() || isLate())) {
            tell(number, listing.position());
          } else if (isLate()) {
            hold();
          }
        }
        if (!any) {
          String named = named(source, number);
          misses.add(
              Miss.ofListing(
                  named,
                  source.path() == null ? "" : source.path(),
                  ErrorCode.SOURCE_MISSING,
                  named + ": there is nothing beneath it, or nothing that is wanted"));
        }
      }
    }

    private interface Making {
      IngestItem.File at(String path);
    }

    private void add(IngestSource source, int number, String below, Making making) {
      try {
        String path = Targets.isInline(source) ? below : Targets.path(source, below).toString();
        cutter.add(making.at(path));
      } catch (InvalidPathException e) {
        misses.add(
            Miss.ofListing(
                named(source, number),
                below,
                ErrorCode.INVALID_PATH,
                String.valueOf(e.getMessage())));
      }
    }

    private static String named(IngestSource source, int number) {
      return source.uri() == null ? "sources[" + number + "]" : source.uri();
    }

    private boolean isFull() {
      return cutter.isFull(Math.max(1, Math.min(TOGETHER, room)))
          || misses.size() >= config.ingest().files();
    }

    /** Whether the claim would end soon if nothing is written down. */
    private boolean isLate() {
      return System.nanoTime() - heldAt > config.ingest().claim().toNanos() / 3;
    }

    /** Keeps the claim while nothing is found that could be written down. */
    private void hold() {
      database.transact(tx -> require(ingests.hold(tx, ingest.id(), claim)));
      heldAt = System.nanoTime();
    }

    /** Writes down what was found up to here, and what a listing goes on behind. */
    private void tell(int source, @Nullable String position) throws InterruptedException {
      awaitRoom();
      long files = cutter.files();
      long bytes = cutter.bytes();
      List<IngestItem> items = cutter.take();
      List<Miss> lost = List.copyOf(misses);
      misses.clear();
      database.transact(
          tx -> {
            require(ingests.hold(tx, ingest.id(), claim));
            news.items(tx, items);
            ingests.advance(tx, ingest.id(), items.size(), files, bytes, source, position);
            ingests.miss(tx, ingest.id(), lost);
            ingests.countFailed(tx, ingest.id(), lost.size());
          });
      heldAt = System.nanoTime();
      room -= items.size();
    }

    /** Waits while as many items are on their way as may be; others have their turn meanwhile. */
    private void awaitRoom() throws InterruptedException {
      while (room <= 0) {
        Thread.sleep(LOOK_AGAIN.toMillis());
        boolean longEnough = System.nanoTime() - began > TURN.toNanos();
        Ingest now =
            database.inTransaction(
                tx -> {
                  Ingest held = require(ingests.hold(tx, ingest.id(), claim));
                  if (longEnough && ingests.othersWait(tx)) {
                    ingests.release(tx, ingest.id(), claim, LOOK_AGAIN, false);
                    return null;
                  }
                  return held;
                });
        if (now == null) {
          throw new Yielded();
        }
        room = config.ingest().window() - now.outstanding();
      }
    }

    private Ingest require(Optional<Ingest> held) {
      return held.orElseThrow(Yielded::new);
    }
  }
}
