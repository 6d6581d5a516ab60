package io.lamella.sdk.run;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.rest.RecordUse;
import io.lamella.contracts.rest.UseView;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Pages;
import io.lamella.sdk.server.Query;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.stream.Stream;

/** Which runs used which versions. */
public final class Uses {
  private static final int PAGE = 200;
  private final Connection connection;

  public Uses(Connection connection) {
    this.connection = connection;
  }

  /** Tells that a run used a version; told again, it is the same use at a later time. */
  public void record(RecordUse use) {
    connection.send(withJson(Call.post("/v1/uses"), use), BodyHandlers.discarding());
  }

  /** What used the version, the newest first, page by page as the stream is read. */
  public Stream<UseView> of(UUID version) {
    return all("version", version);
  }

  /** What the run used, the newest first, page by page as the stream is read. */
  public Stream<UseView> by(String run) {
    return all("run", run);
  }

  private Stream<UseView> all(String field, Object value) {
    return Pages.stream(
        after ->
            connection.page(
                Call.get(
                    new Query("/v1/uses")
                        .with(field, value)
                        .with("after", after)
                        .with("limit", PAGE)
                        .toString()),
                UseView.class));
  }
}
