package io.lamella.metadata.webhook;

import io.lamella.contracts.rest.WebhookView;
import io.lamella.metadata.journal.EventFilter;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is kept.
 *
 * @param since it is told of what comes after this place in the journal
 */
record Webhook(
    UUID id,
    String url,
    List<String> types,
    @Nullable String project,
    @Nullable String dataset,
    List<String> tags,
    String secret,
    String description,
    @Nullable String disabled,
    long since,
    Instant created,
    String createdBy) {
  static Webhook of(Row row) {
    return new Webhook(
        row.getUUID("id"),
        row.getString("url"),
        List.of(row.getArrayOfStrings("types")),
        row.getString("project"),
        row.getString("dataset"),
        List.of(row.getArrayOfStrings("tags")),
        row.getString("secret"),
        row.getString("description"),
        row.getString("disabled"),
        row.getLong("since"),
        row.getOffsetDateTime("created").toInstant(),
        row.getString("created_by"));
  }

  EventFilter filter() {
    return new EventFilter(Set.copyOf(types), project, dataset, Set.copyOf(tags));
  }

  /**
   * What is said of it.
   *
   * @param shown its secret, where that is said; null: it is not
   */
  WebhookView view(@Nullable String shown) {
    return new WebhookView(
        id, url, types, project, dataset, tags, description, disabled, created, createdBy, shown);
  }

  /** Never says the secret. */
  @Override
  public String toString() {
    return "Webhook[id=" + id + ", url=" + url + "]";
  }
}
