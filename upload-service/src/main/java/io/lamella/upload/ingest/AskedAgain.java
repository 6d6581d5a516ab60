package io.lamella.upload.ingest;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.Failure;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Answers who has not heard of an ingest for a while. Its end is told once more, in case that was
 * lost; and when its items are lost, because the workers have all that was sent and it still waits
 * for some, it ends, so that all of it is begun again.
 */
@ApplicationScoped
class AskedAgain {
  private static final Logger LOG = Logger.getLogger(AskedAgain.class);

  private final Database database;
  private final Ingests ingests;
  private final IngestNews news;
  private final SentItems sent;
  private final UploadConfig config;

  @Inject
  AskedAgain(
      Database database, Ingests ingests, IngestNews news, SentItems sent, UploadConfig config) {
    this.database = database;
    this.ingests = ingests;
    this.news = news;
    this.sent = sent;
    this.config = config;
  }

  void again(Ingest known) {
    if (known.state() == Ingest.State.LOADED) {
      database.transact(tx -> news.tellEnd(tx, known, ingests.failure(tx, known.id())));
      return;
    }
    Optional<Instant> suspected =
        database.inTransaction(tx -> ingests.suspected(tx, known.id(), config.ingest().silence()));
    if (suspected.isPresent() && areDone(suspected.get())) {
      LOG.warnf("items of ingest %s are lost: it is begun again", known.id());
      database.transact(tx -> lost(tx, known, suspected.get()));
    }
  }

  private boolean areDone(Instant before) {
    try {
      return sent.areDone(before);
    } catch (IOException e) {
      LOG.infof("whether items are lost is found out later: %s", e.getMessage());
      return false;
    }
  }

  /** Unless something has happened meanwhile. */
  private void lost(Transaction tx, Ingest known, Instant since) {
    if (ingests.suspected(tx, known.id(), config.ingest().silence()).equals(Optional.of(since))) {
      Failure failure =
          new Failure(
              ErrorCode.INGEST_LOST.code(),
              known.outstanding() + " items are lost: the topic does not have them any more");
      ingests.find(tx, known.id()).ifPresent(now -> news.end(tx, now, failure));
    }
  }
}
