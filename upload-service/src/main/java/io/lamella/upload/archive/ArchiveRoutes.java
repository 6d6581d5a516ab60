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
import io.lamella.upload.tus.Joining;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST|PUT /v1/drafts/{version}/tar?path=} and {@code .../zip?path=}: a stream of files into
 * a folder of the draft. With {@code ?upload=} the stream came in that upload, or in several.
 */
@ApplicationScoped
public class ArchiveRoutes {
  private final Doors doors;
  private final DraftDoor door;
  private final TarIntake tar;
  private final ZipIntake zip;
  private final Joining uploads;
  private final UploadConfig config;

  @Inject
  ArchiveRoutes(
      Doors doors,
      DraftDoor door,
      TarIntake tar,
      ZipIntake zip,
      Joining uploads,
      UploadConfig config) {
    this.doors = doors;
    this.door = door;
    this.tar = tar;
    this.zip = zip;
    this.uploads = uploads;
    this.config = config;
  }

  /** Takes a stream into a folder; null: the top. */
  private interface Unpacking {
    FilesStored take(Draft draft, @Nullable EntryPath folder, InputStream body) throws IOException;
  }

  /**
   * A kind of streams.
   *
   * @param limit bytes that one may have
   */
  private record Kind(String name, String what, long limit, Unpacking unpacking) {}

  void register(@Observes Router router) {
    UploadConfig.Limits limits = config.limits();
    route(router, new Kind("tar", "A tar stream", limits.tar().asLongValue(), tar::take));
    route(router, new Kind("zip", "A zip stream", limits.zip().asLongValue(), zip::take));
  }

  private void route(Router router, Kind kind) {
    router
        .route("/v1/drafts/:version/" + kind.name())
        .method(HttpMethod.POST)
        .method(HttpMethod.PUT)
        .handler(
            doors.streaming(
                exchange -> {
                  BodyPipe body = exchange.body(kind.limit(), kind.what(), Patience.of(config));
                  return x -> put(x, body, kind);
                }));
  }

  private void put(Exchange exchange, BodyPipe body, Kind kind) throws IOException {
    EntryPath folder = exchange.query("path").map(EntryPath::of).orElse(null);
    List<String> parts = exchange.queries("upload");
    Draft draft = door.change(exchange);
    if (parts.isEmpty()) {
      exchange.json(201, kind.unpacking().take(draft, folder, body));
      return;
    }
    try (InputStream sent = uploads.open(draft, parts, kind.limit(), kind.what())) {
      exchange.json(201, kind.unpacking().take(draft, folder, sent));
    }
  }
}
