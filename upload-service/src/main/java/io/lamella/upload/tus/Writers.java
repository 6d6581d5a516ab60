package io.lamella.upload.tus;

import io.lamella.upload.database.Database;
import io.lamella.upload.transfer.BodyPipe;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The requests of this process that write uploads: their claims are renewed while they do, and
 * whose upload another request asks for stops reading, keeps what it has and lets go. So a client
 * whose connection was lost without a sign waits for a second or two, on whatever replica.
 */
@ApplicationScoped
class Writers {
  private static final Logger LOG = Logger.getLogger(Writers.class);

  private final Database database;
  private final Uploads uploads;
  private final Map<UUID, BodyPipe> bodies = new ConcurrentHashMap<>();

  @Inject
  Writers(Database database, Uploads uploads) {
    this.database = database;
    this.uploads = uploads;
  }

  /** Keeps the claim of a writer until it is removed here. */
  void add(UUID writer, BodyPipe body) {
    bodies.put(writer, body);
  }

  void remove(UUID writer) {
    bodies.remove(writer);
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void renew() {
    List<UUID> writers = List.copyOf(bodies.keySet());
    if (writers.isEmpty()) {
      return;
    }
    Set<UUID> goOn;
    try {
      goOn = database.inTransaction(tx -> uploads.renew(tx, writers));
    } catch (RuntimeException e) {
      LOG.infof("claims of uploads are not renewed for now: %s", e);
      return;
    }
    for (UUID writer : writers) {
      BodyPipe body = bodies.get(writer);
      if (body != null && !goOn.contains(writer)) {
        body.stop(Uploads.locked());
      }
    }
  }
}
