package io.lamella.upload.pack;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackLimits;
import io.lamella.content.pack.PackVerifier;
import io.lamella.content.store.ObjectStore;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.PackStored;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.DraftDoor;
import io.lamella.upload.transfer.BodyFeed;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Exchange;
import io.lamella.upload.transfer.Patience;
import io.lamella.upload.transfer.Workers;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /v1/packs/{id}?draft=}: takes a pack in. Every frame is decoded and checked while it
 * streams to the store; nothing of a pack that is wrong anywhere, or cut off, can be found.
 */
@ApplicationScoped
public class PackIntake {
  private static final String WHAT = "A pack";

  private final Doors doors;
  private final DraftDoor door;
  private final PackStore packs;
  private final Workers workers;
  private final UploadConfig config;
  private final Semaphore arrivals;

  @Inject
  PackIntake(Doors doors, DraftDoor door, PackStore packs, Workers workers, UploadConfig config) {
    this.doors = doors;
    this.door = door;
    this.packs = packs;
    this.workers = workers;
    this.config = config;
    this.arrivals = new Semaphore(config.packArrivals());
  }

  void register(@Observes Router router) {
    router
        .put("/v1/packs/:pack")
        .handler(
            doors.prepared(
                exchange -> {
                  BodyFeed body = exchange.feed(PackLimits.MAX_BYTES, WHAT, Patience.of(config));
                  return x -> put(x, body);
                }));
  }

  private void put(Exchange exchange, BodyFeed body) throws IOException {
    Digest id = id(exchange.routing().pathParam("pack"));
    Draft draft = door.change(exchange);
    if (!arrivals.tryAcquire()) {
      throw new LamellaException(
          ErrorCode.TOO_MANY_REQUESTS, "As many packs arrive as the service can take at once");
    }
    CompletableFuture<Void> arrival;
    try {
      arrival = take(exchange, body, draft, id);
    } catch (Throwable e) {
      arrivals.release();
      throw e;
    }
    Doors.answer(exchange, arrival.whenComplete((nothing, failure) -> arrivals.release()));
  }

  private CompletableFuture<Void> take(Exchange exchange, BodyFeed body, Draft draft, Digest id)
      throws IOException {
    PackStore.Name name = new PackStore.Name(draft.domain(), draft.store(), PackKind.CONTENT, id);
    PackStore.Together lease = packs.leasedTo(List.of(draft.version()));
    Reservation reservation = packs.reserve(name, lease);
    return reservation instanceof Reservation.Granted granted
        ? receive(exchange, body, name, granted, lease)
        : drop(exchange, body, ((Reservation.Stored) reservation).row());
  }

  private static Digest id(String text) {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, "A pack id has 64 hex digits: " + text, e);
    }
  }

  private CompletableFuture<Void> drop(Exchange exchange, BodyFeed body, PackRow row) {
    return body.start(workers.packs(), bytes -> {})
        .thenRun(() -> exchange.json(200, answer(row, true)));
  }

  /** Nothing here waits for the store: however slow it is, other requests have their threads. */
  private CompletableFuture<Void> receive(
      Exchange exchange,
      BodyFeed body,
      PackStore.Name name,
      Reservation.Granted granted,
      PackStore.Together lease) {
    Arrival arrival = new Arrival(new PackVerifier(name.id()), () -> packs.upload(granted));
    return body.start(workers.packs(), arrival::accept)
        .handleAsync(
            (nothing, failure) -> {
              finish(exchange, name, granted, arrival, lease, failure);
              return null;
            },
            workers.packs());
  }

  private void finish(
      Exchange exchange,
      PackStore.Name name,
      Reservation.Granted granted,
      Arrival arrival,
      PackStore.Together lease,
      @Nullable Throwable failure) {
    try (arrival) {
      PackIndex index = checked(granted, arrival, failure);
      arrival.commit();
      exchange.json(201, answer(packs.publish(name, granted, index, lease), false));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private PackIndex checked(
      Reservation.Granted granted, Arrival arrival, @Nullable Throwable failure) {
    try {
      if (failure != null) {
        throw failure;
      }
      return arrival.verified();
    } catch (Throwable e) {
      packs.giveUp(granted);
      throw refused(e);
    }
  }

  private static RuntimeException refused(Throwable failure) {
    if (failure instanceof CorruptedException e) {
      return new LamellaException(ErrorCode.INVALID_PACK, String.valueOf(e.getMessage()), e);
    }
    return failure instanceof RuntimeException e ? e : new CompletionException(failure);
  }

  private static PackStored answer(PackRow row, boolean existed) {
    return new PackStored(
        row.pack().id().hex(), row.pack().generation(), row.chunks(), row.bytes(), existed);
  }

  /** A pack that is arriving; its object is begun with its first bytes. For one thread. */
  private static final class Arrival implements AutoCloseable {
    /** Begins the object. */
    @FunctionalInterface
    interface Beginning {
      ObjectStore.Upload begin() throws IOException;
    }

    private final PackVerifier verifier;
    private final Beginning beginning;
    private ObjectStore.@Nullable Upload upload;

    Arrival(PackVerifier verifier, Beginning beginning) {
      this.verifier = verifier;
      this.beginning = beginning;
    }

    void accept(Buffer bytes) throws IOException {
      ByteBuffer view = bytes.getByteBuf().nioBuffer();
      verifier.feed(view.duplicate());
      upload().write(view);
    }

    PackIndex verified() throws CorruptedException {
      return verifier.finish();
    }

    void commit() throws IOException {
      upload().commit();
    }

    private ObjectStore.Upload upload() throws IOException {
      ObjectStore.Upload begun = upload;
      if (begun == null) {
        begun = beginning.begin();
        upload = begun;
      }
      return begun;
    }

    @Override
    public void close() throws IOException {
      if (upload != null) {
        upload.close();
      }
    }
  }
}
