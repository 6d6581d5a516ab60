package io.lamella.upload.form;

import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.DraftDoor;
import io.lamella.upload.transfer.BodyPipe;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Exchange;
import io.lamella.upload.transfer.Patience;
import io.lamella.upload.tus.Joining;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/**
 * {@code POST /v1/drafts/{version}/files?path=}: the files of a form into a folder of the draft.
 * With {@code ?upload=} the form came in that upload, or in several.
 */
@ApplicationScoped
public class FormRoute {
  private static final String WHAT = "A form";
  private static final String FORM = "multipart/form-data";

  private final Doors doors;
  private final DraftDoor door;
  private final FormIntake intake;
  private final Joining uploads;
  private final UploadConfig config;

  @Inject
  FormRoute(Doors doors, DraftDoor door, FormIntake intake, Joining uploads, UploadConfig config) {
    this.doors = doors;
    this.door = door;
    this.intake = intake;
    this.uploads = uploads;
    this.config = config;
  }

  void register(@Observes Router router) {
    router
        .post("/v1/drafts/:version/files")
        .handler(
            doors.streaming(
                exchange -> {
                  BodyPipe body = exchange.body(limit(), WHAT, Patience.of(config));
                  return x -> post(x, body);
                }));
  }

  private void post(Exchange exchange, BodyPipe body) throws IOException {
    String type = exchange.header("Content-Type").orElse("");
    if (!type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
      throw new LamellaException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "Send a form (" + FORM + "), as curl -F file=@a.csv does, or PUT a file to its path");
    }
    EntryPath folder = exchange.query("path").map(EntryPath::of).orElse(null);
    List<String> parts = exchange.queries("upload");
    Draft draft = door.change(exchange);
    if (parts.isEmpty()) {
      exchange.json(201, intake.take(draft, folder, type, body));
      return;
    }
    try (InputStream sent = uploads.open(draft, parts, limit(), WHAT)) {
      exchange.json(201, intake.take(draft, folder, type, sent));
    }
  }

  private long limit() {
    return config.limits().form().asLongValue();
  }
}
