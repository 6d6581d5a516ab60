package io.lamella.upload.ingest;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.event.Topic;
import io.lamella.kit.event.CloudEvent;
import io.lamella.kit.event.Delivery;
import io.lamella.kit.trace.Threads;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Workers;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes items of ingests from Kafka and has them loaded, a few at a time; ingests take turns. A
 * record is acknowledged after its item's effect: what the consumer lags behind is the work left.
 */
@ApplicationScoped
public class ItemWorkers {
  private static final Logger LOG = Logger.getLogger(ItemWorkers.class);

  /** Over some five minutes. */
  private static final int TRIES = 16;

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final Loader loader;
  private final int held;
  private final Turns<Waiting> turns = new Turns<>();
  private final ExecutorService threads;
  private volatile boolean stopped;

  /** An item's work, in the context of its record. */
  private record Waiting(Runnable work) {}

  @Inject
  ItemWorkers(Loader loader, UploadConfig config) {
    this.loader = loader;
    this.held = config.ingest().held();
    this.threads =
        Executors.newFixedThreadPool(Math.max(1, config.ingest().items()), Workers.named("ingest"));
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    threads.shutdownNow();
  }

  /** Asks for as many records as are held, and for another one at each end. */
  @Incoming("ingest-items")
  Flow.Subscriber<Message<byte[]>> items() {
    return new Flow.Subscriber<>() {
      private volatile Flow.Subscription subscription = new Nothing();

      @Override
      public void onSubscribe(Flow.Subscription coming) {
        subscription = coming;
        coming.request(held);
      }

      @Override
      public void onNext(Message<byte[]> message) {
        Delivery.take(record(message), Topic.INGEST_ITEMS, ItemWorkers.this::take)
            .subscribe()
            .with(
                done -> subscription.request(1),
                failure -> {
                  LOG.warnf("an item was not acknowledged: %s", failure.getMessage());
                  subscription.request(1);
                });
      }

      @Override
      public void onError(Throwable failure) {
        LOG.error("no more items come", failure);
      }

      @Override
      public void onComplete() {
        LOG.debug("no more items come");
      }
    };
  }

  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }

  @SuppressWarnings("unchecked")
  private static KafkaRecord<String, byte[]> record(Message<byte[]> message) {
    return (KafkaRecord<String, byte[]>) message;
  }

  private Uni<Void> take(CloudEvent event) {
    if (!event.type().equals(EventType.INGEST_ITEM)) {
      LOG.debugf("not for us: %s", event.type());
      return Uni.createFrom().voidItem();
    }
    IngestItem item = event.body(IngestItem.class);
    return Uni.createFrom()
        .emitter(
            end -> {
              turns.add(item.ingest(), new Waiting(Threads.here(() -> load(item, end))));
              threads.execute(this::next);
            });
  }

  private void next() {
    turns.next().work().run();
  }

  private void load(IngestItem item, UniEmitter<? super Void> end) {
    try {
      load(item);
      end.complete(null);
    } catch (InterruptedException e) {
      LOG.debugf("item %d is left to others", item.item());
    }
  }

  /** What stands in the way of an item for long is noted as its cause, and others go on. */
  private void load(IngestItem item) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    for (int tries = 1; !stopped; tries++) {
      try {
        loader.load(item);
        return;
      } catch (InterruptedIOException e) {
        throw new InterruptedException();
      } catch (Exception e) {
        LOG.warnf(e, "item %d of ingest %s waits", item.item(), item.ingest());
        if (tries >= TRIES && gaveUp(item, e)) {
          return;
        }
      }
      Thread.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
    throw new InterruptedException();
  }

  private boolean gaveUp(IngestItem item, Exception cause) {
    try {
      loader.giveUp(item, Doors.understood(cause));
      return true;
    } catch (Exception e) {
      LOG.warnf(e, "item %d of ingest %s goes on waiting", item.item(), item.ingest());
      return false;
    }
  }
}
