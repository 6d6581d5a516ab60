package io.lamella.upload.intake;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code PUT|DELETE /v1/drafts/{version}/files/{path}}: one file at a time, without our client. */
@ApplicationScoped
public class FileRoutes {
  /** Header with the file's permission bits, octal; default 644. */
  static final String MODE = "Lamella-Mode";

  /** Header with the file's modification time, ISO-8601; default: now. */
  static final String MTIME = "Lamella-Mtime";

  private static final String FILES = "/files/";
  private static final String WHAT = "A file";
  private static final long NANOS = 1_000_000_000L;

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
    int mode = exchange.header(MODE).map(FileRoutes::mode).orElse(0644);
    Instant mtime = exchange.header(MTIME).map(FileRoutes::time).orElseGet(Instant::now);
    Draft draft = door.change(exchange);
    Doors.answer(
        exchange,
        intake
            .take(draft, path, nanos(mtime), mode, body)
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

  private static int mode(String octal) {
    try {
      int mode = Integer.parseInt(octal, 8);
      if (mode >= 0 && mode <= 07777) {
        return mode & 0777;
      }
    } catch (NumberFormatException e) {
      throw invalid(MODE + " is octal, like 0644, not " + octal, e);
    }
    throw invalid(MODE + " is octal, like 0644, not " + octal, null);
  }

  private static Instant time(String iso) {
    try {
      return Instant.parse(iso);
    } catch (DateTimeException e) {
      throw invalid(MTIME + " is like 2026-11-22T10:00:00Z, not " + iso, e);
    }
  }

  private static long nanos(Instant time) {
    try {
      return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    } catch (ArithmeticException e) {
      throw invalid(MTIME + " lies outside of the years 1678 to 2262: " + time, e);
    }
  }

  private static LamellaException invalid(String detail, @Nullable Throwable cause) {
    return new LamellaException(ErrorCode.INVALID_REQUEST, detail, cause);
  }
}
