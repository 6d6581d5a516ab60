package io.lamella.metadata.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.event.VersionNotice;
import io.lamella.contracts.rest.EventView;
import io.lamella.kit.event.EventJson;
import io.vertx.mutiny.sqlclient.Row;

/**
 * An event in the journal.
 *
 * @param place where it stands; later ones stand higher
 * @param json the event as everybody outside gets it
 */
public record Entry(long place, EventView event, String json) {
  public Entry(long place, EventView event) {
    this(place, event, json(event));
  }

  static Entry of(Row row) {
    return new Entry(
        row.getLong("place"),
        EventView.of(
            row.getUUID("event_id"),
            row.getString("type"),
            row.getString("subject"),
            row.getOffsetDateTime("time").toInstant(),
            notice(row.getString("data"))));
  }

  private static VersionNotice notice(String json) {
    try {
      return EventJson.MAPPER.readValue(json, VersionNotice.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the journal holds what nobody wrote", e);
    }
  }

  /** An event as everybody outside gets it. */
  public static String json(EventView event) {
    try {
      return EventJson.MAPPER.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is always JSON", e);
    }
  }
}
