package io.lamella.sdk.deadletter;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DeadLetterView;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that a consumer of the services could not take, and that nobody has dealt with. For
 * administrators.
 */
public final class DeadLetters {
  private static final String PATH = "/v1/dead-letters";

  private final Connection connection;

  public DeadLetters(Connection connection) {
    this.connection = connection;
  }

  /**
   * The newest first, without their values.
   *
   * @param topic the topic that they were sent to, like {@code lamella.uploads}; null: any
   * @throws LamellaException {@code invalid-request} when there is no such topic
   */
  public List<DeadLetterView> list(@Nullable String topic) {
    return connection
        .page(Call.get(new Query(PATH).with("topic", topic).toString()), DeadLetterView.class)
        .items();
  }

  /**
   * One of them, with its value.
   *
   * @throws LamellaException {@code dead-letter-not-found}, also when it was dealt with
   */
  public DeadLetterView get(String id) {
    return connection.json(Call.get(PATH + "/" + id), DeadLetterView.class);
  }

  /**
   * Sends one again to the topic that it was meant for.
   *
   * @throws LamellaException {@code dead-letter-not-found}, also when it was dealt with
   */
  public DeadLetterView replay(String id) {
    return connection.json(Call.post(PATH + "/" + id + "/replay"), DeadLetterView.class);
  }

  /**
   * Puts one out of sight for good.
   *
   * @throws LamellaException {@code dead-letter-not-found}, also when it was dealt with
   */
  public DeadLetterView drop(String id) {
    return connection.json(Call.post(PATH + "/" + id + "/drop"), DeadLetterView.class);
  }
}
