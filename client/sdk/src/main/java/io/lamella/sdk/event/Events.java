package io.lamella.sdk.event;

import io.lamella.sdk.server.Connection;
import java.util.function.Consumer;

/** What happens to versions, as it happens. */
public final class Events {
  private final Connection connection;

  public Events(Connection connection) {
    this.connection = connection;
  }

  /**
   * Begins to listen.
   *
   * <pre>{@code
   * try (EventFeed feed = client.events().follow(EventQuery.all(), System.err::println)) {
   *   for (SeenEvent seen = feed.next(); seen != null; seen = feed.next()) {
   *     System.out.println(seen.event().type() + " " + seen.event().data().version());
   *   }
   * }
   * }</pre>
   *
   * @param missed is told in words when the server does not keep any more what came in between
   */
  public EventFeed follow(EventQuery query, Consumer<String> missed) {
    return new EventFeed(connection, query, missed);
  }
}
