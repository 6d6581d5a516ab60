package io.lamella.upload.intake;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.change.Appends;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.DraftDoor;
import io.lamella.upload.transfer.BodyPipe;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Exchange;
import io.lamella.upload.transfer.Patience;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

/** {@code PUT|DELETE /v1/drafts/{version}/files/{path}}: one file at a time, without our client. */
@ApplicationScoped
public class FileRoutes {
  /** Header with the file's permission bits, octal; default 644. */
  static final String MODE = "Lamella-Mode";

  /** Header with the file's modification time, ISO-8601; default: now. */
  static final String MTIME = "Lamella-Mtime";

  private static final String FILES = "/files/";
  private static final String WHAT = "A file";

  private final Doors doors;
  private final DraftDoor door;
  private final FileIntake intake;
  private final RunStore runs;
  private final Appends appends;
  private final UploadConfig config;

  @Inject
  FileRoutes(
      Doors doors,
      DraftDoor door,
      FileIntake intake,
      RunStore runs,
      Appends appends,
      UploadConfig config) {
    this.doors = doors;
    this.door = door;
    this.intake = intake;
    this.runs = runs;
    this.appends = appends;
    this.config = config;
  }

  void register(@Observes Router router) {
    String path = "/v1/drafts/:version/files/*";
    router
        .put(path)
        .handler(
            doors.streaming(
                exchange -> {
                  BodyPipe body =
                      exchange.body(
                          config.limits().file().asLongValue(), WHAT, Patience.of(config));
                  return x -> put(x, body);
                }));
    router.delete(path).handler(doors.working(this::delete));
  }

  private void put(Exchange exchange, BodyPipe body) throws IOException {
    EntryPath path = path(exchange);
    int mode = FileAttributes.mode(MODE, exchange.header(MODE));
    long mtime = FileAttributes.mtimeNanos(MTIME, exchange.header(MTIME));
    Draft draft = door.change(exchange);
    Doors.answer(
        exchange,
        intake
            .take(draft, path, mtime, mode, body)
            .thenAccept(stored -> exchange.json(201, stored)));
  }

  private void delete(Exchange exchange) throws IOException {
    EntryPath path = path(exchange);
    boolean recursive = exchange.query("recursive").map(Boolean::parseBoolean).orElse(false);
    Draft draft = door.change(exchange);
    Change change = recursive ? new Change.DeleteTree(path) : new Change.Delete(path);
    List<Change> run = Run.close(List.of(change));
    exchange.json(200, appends.append(draft, List.of(runs.write(draft, Run.of(run)))));
  }

  private static EntryPath path(Exchange exchange) {
    return RawPaths.behind(FILES, exchange.routing().request().uri());
  }
}
