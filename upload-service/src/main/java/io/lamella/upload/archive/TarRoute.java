package io.lamella.upload.archive;

import io.lamella.content.manifest.EntryPath;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.DraftDoor;
import io.lamella.upload.transfer.BodyPipe;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Exchange;
import io.lamella.upload.transfer.Patience;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;

/** {@code POST|PUT /v1/drafts/{version}/tar?path=}: a tar stream into a folder of the draft. */
@ApplicationScoped
public class TarRoute {
  private static final String WHAT = "A tar stream";

  private final Doors doors;
  private final DraftDoor door;
  private final TarIntake intake;
  private final UploadConfig config;

  @Inject
  TarRoute(Doors doors, DraftDoor door, TarIntake intake, UploadConfig config) {
    this.doors = doors;
    this.door = door;
    this.intake = intake;
    this.config = config;
  }

  void register(@Observes Router router) {
    router
        .route("/v1/drafts/:version/tar")
        .method(HttpMethod.POST)
        .method(HttpMethod.PUT)
        .handler(
            doors.streaming(
                exchange -> {
                  BodyPipe body =
                      exchange.body(config.limits().tar().asLongValue(), WHAT, Patience.of(config));
                  return x -> put(x, body);
                }));
  }

  private void put(Exchange exchange, BodyPipe body) throws IOException {
    EntryPath folder = exchange.query("path").map(EntryPath::of).orElse(null);
    Draft draft = door.change(exchange);
    exchange.json(201, intake.take(draft, folder, body));
  }
}
