package io.lamella.upload.ingest;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.IngestProgressed;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.kit.outbox.Outbox;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.upload.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of ingests, in the transaction that makes it true. */
@ApplicationScoped
class IngestNews {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Ingests ingests;

  @Inject
  IngestNews(Ingests ingests) {
    this.ingests = ingests;
  }

  /** Tells workers of items. */
  void items(Transaction tx, List<IngestItem> items) {
    OutboxEvent[] events =
        items.stream()
            .map(
                item ->
                    OutboxEvent.of(
                        Topic.INGEST_ITEMS,
                        item.ingest() + "/" + item.item(),
                        EventType.INGEST_ITEM,
                        item))
            .toArray(OutboxEvent[]::new);
    if (events.length > 0) {
      append(tx, events);
    }
  }

  /** Tells how far an ingest has come, now and then, and its end at once. */
  void progress(Transaction tx, Ingest ingest) {
    if (ingest.state() == Ingest.State.LOADING && ingest.outstanding() == 0) {
      end(tx, ingest, missing(ingest.counts()));
    } else if (ingests.isToBeTold(tx, ingest.id())) {
      append(
          tx,
          OutboxEvent.of(
              Topic.UPLOADS,
              ingest.version(),
              EventType.INGEST_PROGRESSED,
              new IngestProgressed(ingest.id(), ingest.attempt(), ingest.counts())));
    }
  }

  /** Why an ingest is not whole although nothing is left to do; null when all was tried. */
  private static @Nullable Failure missing(IngestCounts counts) {
    long missing = counts.files() - counts.doneFiles() - counts.failedFiles();
    return missing == 0
        ? null
        : new Failure(
            ErrorCode.INGEST_LOST.code(), missing + " files were neither loaded nor missed");
  }

  /**
   * Ends an ingest and tells so.
   *
   * @param failure why nothing more will come; null: all was tried
   */
  void end(Transaction tx, Ingest ingest, @Nullable Failure failure) {
    ingests.end(tx, ingest.id(), failure);
    tellEnd(tx, ingest, failure);
  }

  /** Tells the end of one that has ended. */
  void tellEnd(Transaction tx, Ingest ingest, @Nullable Failure failure) {
    append(
        tx,
        OutboxEvent.of(
            Topic.UPLOADS,
            ingest.version(),
            EventType.INGEST_LOADED,
            new IngestLoaded(
                ingest.id(),
                ingest.attempt(),
                ingest.counts(),
                ingests.missed(tx, ingest.id()),
                failure)));
  }

  private static void append(Transaction tx, OutboxEvent... events) {
    Outbox.append(tx.connection(), events).await().atMost(PATIENCE);
  }
}
