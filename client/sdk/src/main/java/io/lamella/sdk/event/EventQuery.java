package io.lamella.sdk.event;

import io.lamella.sdk.server.Query;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events to hear of, and from where on.
 *
 * @param project of datasets in this project or beneath; null: of all
 * @param dataset of this dataset, {@code vision/raw/frames}; null: of all
 * @param types short names such as {@code finalized}; none: all
 * @param tags of versions that bear all of these
 * @param since from this time on; null: from now on, or after a place
 * @param after after the event with this place; null: from now on, or since a time
 */
public record EventQuery(
    @Nullable String project,
    @Nullable String dataset,
    List<String> types,
    List<String> tags,
    @Nullable Instant since,
    @Nullable String after) {
  /** The place before the first event that is kept. */
  public static final String BEGINNING = "0";

  public EventQuery {
    types = List.copyOf(types);
    tags = List.copyOf(tags);
  }

  /** All events from now on. */
  public static EventQuery all() {
    return new EventQuery(null, null, List.of(), List.of(), null, null);
  }

  String path() {
    return new Query("/v1/events")
        .with("project", project)
        .with("dataset", dataset)
        .withAll("type", types)
        .withAll("tags", tags)
        .with("since", since)
        .with("after", after)
        .toString();
  }
}
