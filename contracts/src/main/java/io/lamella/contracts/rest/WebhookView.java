package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook.
 *
 * @param url address that events are posted to
 * @param types events that it is told of, by their whole types; none: all
 * @param project only of datasets in this project or beneath; null: of all
 * @param dataset only of this dataset, {@code vision/raw/frames}; null: of all
 * @param tags only of versions that bear all of these
 * @param description what it is for
 * @param disabled why nothing is sent to it any more; null: it is in use
 * @param created when it was made
 * @param createdBy who made it
 * @param secret what deliveries are signed with; only in the answer to the request that made it,
 *     and only if the service made the secret
 */
public record WebhookView(
    UUID id,
    String url,
    List<String> types,
    @Nullable String project,
    @Nullable String dataset,
    List<String> tags,
    String description,
    @Nullable String disabled,
    Instant created,
    String createdBy,
    @Nullable String secret) {
  public WebhookView {
    types = List.copyOf(types);
    tags = List.copyOf(tags);
  }

  /** Never says the secret. */
  @Override
  public String toString() {
    return "WebhookView[id=" + id + ", url=" + url + "]";
  }
}
