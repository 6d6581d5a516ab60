package io.lamella.contracts.rest;

import io.lamella.contracts.event.VersionNotice;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent 1.0 in structured JSON, as webhooks and listeners over HTTP get it.
 *
 * @param specversion {@code 1.0}
 * @param id the event's own id, the same wherever it is told
 * @param source who tells it
 * @param type what happened, see {@link io.lamella.contracts.event.EventType}
 * @param subject id of the dataset; of the webhook where that is tried
 * @param time when it was told
 * @param datacontenttype {@code application/json}
 * @param data what it happened to; null where a webhook is tried
 */
public record EventView(
    String specversion,
    UUID id,
    String source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    @Nullable VersionNotice data) {
  private static final String SOURCE = "/lamella/metadata-service";

  public static EventView of(
      UUID id, String type, String subject, Instant time, @Nullable VersionNotice data) {
    return new EventView("1.0", id, SOURCE, type, subject, time, "application/json", data);
  }
}
