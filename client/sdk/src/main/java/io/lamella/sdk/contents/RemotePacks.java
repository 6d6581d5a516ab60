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
import java.util.concurrent.atomic.AtomicLong;

/**
 * Packs that a version may read, through cache-service. A connection that is cut goes on at the
 * byte where it was; an expired ticket is renewed. A pack that is shorter than it should be is a
 * corrupted one.
 */
public final class RemotePacks implements PackSource {
  private final Connection connection;
  private final HeldTicket held;
  private final AtomicLong bytes = new AtomicLong();

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
    String path =
        "/v1/contents/"
            + held.version()
            + "/packs/"
            + pack.domain()
            + "/"
            + pack.id().hex()
            + "."
            + pack.generation();
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    try {
      Answer<InputStream> answer =
          held.with(
              ticket ->
                  connection.send(
                      Call.of(Plane.CACHES, "GET", path)
                          .header(Ticket.HEADER, ticket)
                          .header("Range", range),
                      WindowedBody.handler()));
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
}
