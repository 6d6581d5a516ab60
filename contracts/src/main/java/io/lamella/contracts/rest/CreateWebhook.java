package io.lamella.contracts.rest;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a webhook.
 *
 * @param id its id, so that the same request sent again makes no second one; null: a new one
 * @param url address that events are posted to, {@code http} or {@code https}
 * @param types events that it is told of, {@code finalized}; none: all
 * @param project only of datasets in this project or beneath; null: of all
 * @param dataset only of this dataset, {@code vision/raw/frames}; null: of all
 * @param tags only of versions that bear all of these
 * @param secret what deliveries are signed with, Base64 of 24 to 64 bytes, perhaps after {@code
 *     whsec_}; null: one is made
 * @param description what it is for
 */
public record CreateWebhook(
    @Nullable UUID id,
    String url,
    List<String> types,
    @Nullable String project,
    @Nullable String dataset,
    List<String> tags,
    @Nullable String secret,
    @Nullable String description) {
  public CreateWebhook {
    types = types == null ? List.of() : List.copyOf(types);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  /** Never says the secret. */
  @Override
  public String toString() {
    return "CreateWebhook[id=" + id + ", url=" + url + "]";
  }
}
