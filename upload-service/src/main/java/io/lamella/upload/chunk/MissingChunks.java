package io.lamella.upload.chunk;

import io.lamella.content.Digest;
import io.lamella.content.pack.KnownChunks;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.DraftDoor;
import io.lamella.upload.transfer.BodyPipe;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Exchange;
import io.lamella.upload.transfer.Patience;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * {@code POST /v1/chunks/missing?draft=}: which chunks are known, where they lie, and the promise
 * that they stay. The promise's end is in the header {@code Lamella-Lease-Until}.
 */
@ApplicationScoped
public class MissingChunks {
  /** Header that says until when the packs named in an answer stay. */
  public static final String LEASE_UNTIL = "Lamella-Lease-Until";

  private static final String WHAT = "A question for chunks";

  private final Doors doors;
  private final DraftDoor door;
  private final Chunks chunks;
  private final UploadConfig config;

  @Inject
  MissingChunks(Doors doors, DraftDoor door, Chunks chunks, UploadConfig config) {
    this.doors = doors;
    this.door = door;
    this.chunks = chunks;
    this.config = config;
  }

  void register(@Observes Router router) {
    long limit = (long) config.limits().chunks() * Digest.LENGTH;
    router
        .post("/v1/chunks/missing")
        .handler(
            doors.prepared(
                exchange -> {
                  BodyPipe body = exchange.body(limit, WHAT, Patience.of(config));
                  return x -> answer(x, body);
                }));
  }

  private void answer(Exchange exchange, BodyPipe body) throws IOException {
    Draft draft = door.change(exchange);
    List<Digest> question = question(body.readAllBytes());
    Chunks.Found found = chunks.find(draft, question);
    ByteBuffer answer = KnownChunks.encodeAnswer(found.places());
    byte[] bytes = new byte[answer.remaining()];
    answer.get(bytes);
    exchange
        .put(LEASE_UNTIL, found.leaseUntil().toString())
        .bytes(200, "application/octet-stream", Buffer.buffer(bytes));
  }

  private static List<Digest> question(byte[] body) {
    try {
      return KnownChunks.decodeQuestion(ByteBuffer.wrap(body));
    } catch (IllegalArgumentException e) {
      throw new LamellaException(ErrorCode.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
    }
  }
}
