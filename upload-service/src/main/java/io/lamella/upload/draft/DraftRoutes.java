package io.lamella.upload.draft;

import io.lamella.contracts.rest.DraftView;
import io.lamella.upload.database.Database;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Exchange;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;

/** {@code /v1/drafts}: opening a draft, looking at it, keeping it alive. */
@ApplicationScoped
public class DraftRoutes {
  private final Doors doors;
  private final DraftDoor door;
  private final Drafts drafts;
  private final Database database;
  private final Progress progress;

  @Inject
  DraftRoutes(Doors doors, DraftDoor door, Drafts drafts, Database database, Progress progress) {
    this.doors = doors;
    this.door = door;
    this.drafts = drafts;
    this.database = database;
    this.progress = progress;
  }

  void register(@Observes Router router) {
    router
        .post("/v1/drafts")
        .handler(doors.working(exchange -> exchange.json(200, view(door.open(exchange)))));
    router
        .get("/v1/drafts/:version")
        .handler(doors.working(exchange -> exchange.json(200, view(door.read(exchange)))));
    router.post("/v1/drafts/:version/heartbeat").handler(doors.working(this::heartbeat));
  }

  private void heartbeat(Exchange exchange) {
    Draft draft = door.change(exchange);
    Draft touched =
        database.inTransaction(
            tx -> {
              drafts.touch(tx, draft.version());
              return drafts.find(tx, draft.version()).orElse(draft);
            });
    exchange.json(200, DraftAlive.of(touched));
  }

  private DraftView view(Draft draft) throws IOException {
    Progress.Held held = progress.of(draft);
    return new DraftView(
        draft.version(),
        draft.epoch(),
        draft.state().wireName(),
        held.puts(),
        held.removes(),
        held.bytes(),
        draft.conflicts() == null ? 0 : draft.conflicts(),
        draft.leaseUntil(),
        draft.touched());
  }
}
