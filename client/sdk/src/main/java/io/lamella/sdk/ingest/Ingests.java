package io.lamella.sdk.ingest;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestView;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Pages;
import io.lamella.sdk.server.Pause;
import io.lamella.sdk.server.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that lie elsewhere become a version, or part of one; the server reads them, and goes on
 * whether anybody waits or not.
 */
public final class Ingests {
  private static final String PATH = "/v1/ingests";
  private static final int PAGE = 200;
  private static final long FIRST_MILLIS = 20;
  private static final long LONGEST_MILLIS = 1_000;

  private final Connection connection;

  public Ingests(Connection connection) {
    this.connection = connection;
  }

  /**
   * Starts an ingest, once, however often the request has to be sent. With a key of its own, what
   * the same caller asked for before is that ingest again.
   *
   * @throws LamellaException {@code invalid-request} when it is not valid, {@code
   *     idempotency-mismatch} when its key came with another request
   */
  public IngestView start(IngestRequest request) {
    return start(IngestEvent.json(request).toString());
  }

  /**
   * As {@link #start(IngestRequest)}, of a request that was written elsewhere.
   *
   * @param json the request, as it is sent to {@code /v1/ingests} and to {@code lamella.ingests}
   */
  public IngestView start(String json) {
    return connection.json(
        Call.post(PATH).once().bytes("application/json", json.getBytes(StandardCharsets.UTF_8)),
        IngestView.class);
  }

  /**
   * How an ingest stands.
   *
   * @throws LamellaException {@code ingest-not-found}
   */
  public IngestView get(UUID id) {
    return connection.json(Call.get(PATH + "/" + id), IngestView.class);
  }

  /**
   * Those that were asked for, the newest first, page by page as the stream is read.
   *
   * @param version id of the version that they fill; null: any
   * @param state {@code accepted}, {@code loading}, {@code sealing}, {@code done}, {@code failed}
   *     or {@code cancelled}; null: any
   */
  public Stream<IngestView> list(@Nullable UUID version, @Nullable String state) {
    return Pages.stream(
        after ->
            connection.page(
                Call.get(
                    new Query(PATH)
                        .with("version", version)
                        .with("state", state)
                        .with("after", after)
                        .with("limit", PAGE)
                        .toString()),
                IngestView.class));
  }

  /**
   * Gives an ingest up; a version that it made is aborted. One that was given up stays as it is.
   *
   * @throws LamellaException {@code ingest-not-found}, {@code wrong-state} when it has ended
   *     otherwise
   */
  public IngestView cancel(UUID id) {
    return connection.json(Call.post(PATH + "/" + id + "/cancel"), IngestView.class);
  }

  /**
   * Loads again what could not be had, or all when the ingest did not come to its end.
   *
   * @throws LamellaException {@code ingest-not-found}, {@code wrong-state} when it has not ended,
   *     or has all that was asked for
   */
  public IngestView retry(UUID id) {
    int before = get(id).attempt();
    try {
      return connection.json(Call.post(PATH + "/" + id + "/retry"), IngestView.class);
    } catch (LamellaException e) {
      IngestView now = e.code() == ErrorCode.WRONG_STATE ? get(id) : null;
      if (now == null || now.attempt() == before) {
        throw e;
      }
      return now; // the answer was lost, not the request
    }
  }

  /**
   * Waits until an ingest has ended, and tells how: done, failed or cancelled. An interrupt ends
   * the waiting, not the ingest.
   *
   * @param progress is told how it stands, at first and whenever that has changed, the end included
   * @throws LamellaException {@code ingest-not-found}
   * @throws java.io.UncheckedIOException when the thread is interrupted
   */
  public IngestView await(UUID id, Consumer<IngestView> progress) {
    IngestView now = get(id);
    progress.accept(now);
    for (long wait = FIRST_MILLIS; now.ended() == null; ) {
      Pause.unchecked(Duration.ofMillis(wait));
      wait = Math.min(LONGEST_MILLIS, wait + wait / 2);
      IngestView next = get(id);
      if (!next.equals(now)) {
        progress.accept(next);
      }
      now = next;
    }
    return now;
  }
}
