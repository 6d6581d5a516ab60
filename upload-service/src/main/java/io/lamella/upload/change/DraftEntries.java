package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.EntryView;
import io.lamella.contracts.rest.Page;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.DraftDoor;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Exchange;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/drafts/{version}/entries}: a page of what the draft puts and removes. */
@ApplicationScoped
public class DraftEntries {
  private static final int DEFAULT_LIMIT = 100;

  private final Doors doors;
  private final DraftDoor door;
  private final RunStore store;
  private final Inherited inherited;
  private final UploadConfig config;

  @Inject
  DraftEntries(
      Doors doors, DraftDoor door, RunStore store, Inherited inherited, UploadConfig config) {
    this.doors = doors;
    this.door = door;
    this.store = store;
    this.inherited = inherited;
    this.config = config;
  }

  void register(@Observes Router router) {
    router
        .get("/v1/drafts/:version/entries")
        .handler(
            doors.working(
                exchange ->
                    exchange.json(
                        200,
                        page(
                            door.read(exchange),
                            exchange.query("after").map(EntryPath::of).orElse(null),
                            limit(exchange)))));
  }

  private int limit(Exchange exchange) {
    String text = exchange.query("limit").orElse(Integer.toString(DEFAULT_LIMIT));
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= config.limits().page()) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw badLimit(text);
    }
    throw badLimit(text);
  }

  private LamellaException badLimit(String text) {
    return new LamellaException(
        ErrorCode.LIMIT_EXCEEDED,
        "limit is a number from 1 to " + config.limits().page() + ", not " + text);
  }

  private Page<EntryView> page(Draft draft, @Nullable EntryPath after, int limit)
      throws IOException {
    Optional<Manifest> parent = inherited.of(draft);
    List<EntryView> items = new ArrayList<>();
    long last = draft.nextRun() - 1;
    try (Cursor<Change> all =
        after == null ? store.merged(draft, last) : store.mergedFrom(draft, last, after)) {
      for (Change change = all.next(); change != null; change = all.next()) {
        if (after != null && change.path().compareTo(after) <= 0) {
          continue;
        }
        boolean counts =
            change instanceof Change.Put
                || (parent.isPresent() && Removals.matters(parent.get(), change));
        if (!counts) {
          continue;
        }
        if (items.size() == limit) {
          return new Page<>(items, items.get(limit - 1).path());
        }
        items.add(EntryViews.of(change));
      }
    }
    return new Page<>(items, null);
  }
}
