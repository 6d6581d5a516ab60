package io.lamella.sdk.contents;

import io.lamella.content.CorruptedException;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.sdk.server.Answer;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Plane;
import io.lamella.sdk.server.WindowedBody;
import io.lamella.sdk.version.HeldTicket;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Packs that a version may read, through cache-service, or from their buckets where it gives
 * addresses there and these can be reached. A connection that is cut goes on at the byte where it
 * was; an expired ticket is renewed. A pack that is shorter than it should be is a corrupted one.
 */
public final class RemotePacks implements PackSource {
  private final Connection connection;
  private final HeldTicket held;
  private final AtomicLong bytes = new AtomicLong();
  private final DirectAddresses addresses = new DirectAddresses();

  public RemotePacks(Connection connection, HeldTicket held) {
    this.connection = connection;
    this.held = held;
  }

  /** Bytes that came over the wire so far. */
  public long bytesFetched() {
    return bytes.get();
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) throws IOException {
    return new ResumingStream(at -> connect(pack, offset + at, length - at), length, bytes);
  }

  private InputStream connect(PackRef pack, long offset, long length) throws IOException {
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    Optional<InputStream> direct = direct(pack, addresses.of(pack), range);
    if (direct.isPresent()) {
      return direct.get();
    }
    try {
      Answer<InputStream> answer = ask(pack, range, addresses.areUsed());
      if (answer.status() == 307) {
        answer.body().close();
        direct = direct(pack, addresses.keep(pack, answer.headers()), range);
        if (direct.isPresent()) {
          return direct.get();
        }
        answer = ask(pack, range, false);
      }
      if (answer.status() != 206) {
        answer.body().close();
        throw new IOException("asked for a range of " + pack.key() + ", got " + answer.status());
      }
      return answer.body();
    } catch (LamellaException e) {
      if (e.code() == ErrorCode.RANGE_NOT_SATISFIABLE || e.code() == ErrorCode.CONTENT_DAMAGED) {
        throw new CorruptedException(pack.key() + ": " + e.getMessage(), e);
      }
      if (e.code().status() == 404) {
        throw new NoSuchObjectException(pack.key());
      }
      throw e;
    }
  }

  /** Asks cache-service: for the bytes, or for them or an address of the pack. */
  private Answer<InputStream> ask(PackRef pack, String range, boolean addressesToo) {
    String path =
        "/v1/contents/"
            + held.version()
            + "/packs/"
            + pack.domain()
            + "/"
            + pack.id().hex()
            + "."
            + pack.generation();
    return held.with(
        ticket -> {
          Call call =
              Call.of(Plane.CACHES, "GET", path)
                  .header(Ticket.HEADER, ticket)
                  .header("Range", range);
          return connection.send(
              addressesToo ? call.header(Ticket.DIRECT_HEADER, "yes").unfollowed() : call,
              WindowedBody.handler());
        });
  }

  /** The bytes from the bucket itself; empty when that cannot be, whatever the reason. */
  private Optional<InputStream> direct(PackRef pack, Optional<URI> address, String range) {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<InputStream> body = connection.elsewhere(address.get(), range);
      if (body.isEmpty()) {
        addresses.refused(pack);
      }
      return body;
    } catch (IOException e) {
      addresses.giveUp();
      return Optional.empty();
    }
  }
}
