package io.lamella.upload.archive;

import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.rest.FilesStored;
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
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST|PUT /v1/drafts/{version}/tar?path=} and {@code .../zip?path=}: a stream of files into
 * a folder of the draft.
 */
@ApplicationScoped
public class ArchiveRoutes {
  private final Doors doors;
  private final DraftDoor door;
  private final TarIntake tar;
  private final ZipIntake zip;
  private final UploadConfig config;

  @Inject
  ArchiveRoutes(Doors doors, DraftDoor door, TarIntake tar, ZipIntake zip, UploadConfig config) {
    this.doors = doors;
    this.door = door;
    this.tar = tar;
    this.zip = zip;
    this.config = config;
  }

  /** Takes a stream into a folder; null: the top. */
  private interface Unpacking {
    FilesStored take(Draft draft, @Nullable EntryPath folder, InputStream body) throws IOException;
  }

  void register(@Observes Router router) {
    route(router, "tar", "A tar stream", config.limits().tar().asLongValue(), tar::take);
    route(router, "zip", "A zip stream", config.limits().zip().asLongValue(), zip::take);
  }

  private void route(Router router, String name, String what, long limit, Unpacking unpacking) {
    router
        .route("/v1/drafts/:version/" + name)
        .method(HttpMethod.POST)
        .method(HttpMethod.PUT)
        .handler(
            doors.streaming(
                exchange -> {
                  BodyPipe body = exchange.body(limit, what, Patience.of(config));
                  return x -> put(x, body, unpacking);
                }));
  }

  private void put(Exchange exchange, BodyPipe body, Unpacking unpacking) throws IOException {
    EntryPath folder = exchange.query("path").map(EntryPath::of).orElse(null);
    Draft draft = door.change(exchange);
    exchange.json(201, unpacking.take(draft, folder, body));
  }
}
