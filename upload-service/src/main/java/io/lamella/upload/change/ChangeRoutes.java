package io.lamella.upload.change;

import io.lamella.content.CorruptedException;
import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.content.manifest.Run;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.DraftDoor;
import io.lamella.upload.pack.PackIndexes;
import io.lamella.upload.transfer.BodyPipe;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Exchange;
import io.lamella.upload.transfer.Patience;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * {@code /v1/drafts/{version}/changes}: takes a run in, and gives all of them out as one, or what
 * they have {@code beneath} some paths.
 */
@ApplicationScoped
public class ChangeRoutes {
  private static final String WHAT = "A run of changes";

  private final Doors doors;
  private final DraftDoor door;
  private final Database database;
  private final Answers answers;
  private final UsablePacks usable;
  private final PackIndexes indexes;
  private final RunStore store;
  private final Registry registry;
  private final RunRoom room;
  private final UploadConfig config;

  @Inject
  ChangeRoutes(
      Doors doors,
      DraftDoor door,
      Database database,
      Answers answers,
      UsablePacks usable,
      PackIndexes indexes,
      RunStore store,
      Registry registry,
      RunRoom room,
      UploadConfig config) {
    this.doors = doors;
    this.door = door;
    this.database = database;
    this.answers = answers;
    this.usable = usable;
    this.indexes = indexes;
    this.store = store;
    this.registry = registry;
    this.room = room;
    this.config = config;
  }

  void register(@Observes Router router) {
    String path = "/v1/drafts/:version/changes";
    router
        .post(path)
        .handler(
            doors.prepared(
                exchange -> {
                  BodyPipe body =
                      exchange.body(config.limits().run().asLongValue(), WHAT, Patience.of(config));
                  return x -> post(x, body);
                }));
    router.get(path).handler(doors.working(this::get));
  }

  private void post(Exchange exchange, BodyPipe body) throws IOException {
    Optional<String> key = exchange.header(Repeat.HEADER).map(Repeat::checked);
    boolean repeated =
        key.isPresent()
            && database.inTransaction(tx -> answers.knows(tx, exchange.version(), key.get()));
    if (repeated) {
      Repeat repeat = new Repeat(key.get(), digest(body));
      exchange.json(
          200,
          database.inTransaction(tx -> answers.find(tx, exchange.version(), repeat)).orElseThrow());
      return;
    }
    Draft draft = door.change(exchange);
    MessageDigest sha = Digest.sha256();
    InputStream in = new DigestInputStream(body, sha);
    RangeCheck check = new RangeCheck(draft, usable, indexes);
    FolderPuts folders = new FolderPuts(config.limits().folders());
    try (CheckedRun run = new CheckedRun(Run.decode(in, room), check, folders)) {
      NewRun written = store.write(draft, run);
      in.transferTo(OutputStream.nullOutputStream());
      Digest fingerprint = Digest.of(sha);
      exchange.json(
          200,
          registry.register(
              draft,
              written,
              folders.sorted(),
              key.map(k -> new Repeat(k, fingerprint)).orElse(null)));
    } catch (CorruptedException e) {
      throw unreadable(e);
    }
  }

  private static Digest digest(InputStream body) throws IOException {
    MessageDigest sha = Digest.sha256();
    new DigestInputStream(body, sha).transferTo(OutputStream.nullOutputStream());
    return Digest.of(sha);
  }

  private static LamellaException unreadable(CorruptedException e) {
    return new LamellaException(
        tellsOfAPath(e) ? ErrorCode.INVALID_PATH : ErrorCode.INVALID_CHANGE,
        "The run cannot be read: " + e.getMessage(),
        e);
  }

  private static boolean tellsOfAPath(CorruptedException e) {
    Throwable cause = e;
    while (cause instanceof CorruptedException) {
      cause = cause.getCause();
    }
    return cause instanceof InvalidPathException;
  }

  private void get(Exchange exchange) throws IOException {
    Draft draft = door.read(exchange);
    List<EntryPath> beneath = exchange.queries("beneath").stream().map(EntryPath::of).toList();
    long last = draft.nextRun() - 1;
    try (Cursor<Change> all =
        beneath.isEmpty() ? store.merged(draft, last) : store.mergedAt(draft, last, beneath)) {
      OutputStream out = exchange.stream(Run.MEDIA_TYPE);
      Run.encode(all, out);
      out.close();
    }
  }
}
