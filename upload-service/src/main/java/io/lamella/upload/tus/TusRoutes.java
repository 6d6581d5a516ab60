package io.lamella.upload.tus;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.OpenDraft;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.DraftDoor;
import io.lamella.upload.draft.OpenDrafts;
import io.lamella.upload.transfer.BodyPipe;
import io.lamella.upload.transfer.Doors;
import io.lamella.upload.transfer.Exchange;
import io.lamella.upload.transfer.Patience;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST|OPTIONS /v1/tus}, {@code HEAD|PATCH|DELETE /v1/tus/{id}}: tus 1.0 with its extensions
 * but for those that change nothing here. Nothing of an upload is kept in the process: any replica
 * takes the next request.
 */
@ApplicationScoped
public class TusRoutes {
  static final String PATH = "/v1/tus";

  private static final String VERSION = "1.0.0";
  private static final String EXTENSIONS =
      "creation,creation-defer-length,creation-with-upload,termination,checksum,concatenation,"
          + "expiration";

  private static final String RESUMABLE = "Tus-Resumable";
  private static final String OFFSET = "Upload-Offset";
  private static final String LENGTH = "Upload-Length";
  private static final String DEFER = "Upload-Defer-Length";
  private static final String METADATA = "Upload-Metadata";
  private static final String CONCAT = "Upload-Concat";
  private static final String CHECKSUM = "Upload-Checksum";
  private static final String EXPIRES = "Upload-Expires";
  private static final String OVERRIDE = "X-HTTP-Method-Override";
  private static final String DRAFT = "Lamella-Version";
  private static final String BYTES = "application/offset+octet-stream";

  private static final String WHAT = "A file";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** How often, and how far apart, it is looked whether a locked upload is free. */
  private static final int LOOKS = 20;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final String LOOKED = "lamella.tus.looked";

  private final Doors doors;
  private final DraftDoor door;
  private final OpenDrafts openDrafts;
  private final Database database;
  private final Uploads uploads;
  private final Creating creating;
  private final Writing writing;
  private final UploadConfig config;
  private final Handler<RoutingContext> head;

  @Inject
  TusRoutes(
      Doors doors,
      DraftDoor door,
      OpenDrafts openDrafts,
      Database database,
      Uploads uploads,
      Creating creating,
      Writing writing,
      UploadConfig config) {
    this.doors = doors;
    this.door = door;
    this.openDrafts = openDrafts;
    this.database = database;
    this.uploads = uploads;
    this.creating = creating;
    this.writing = writing;
    this.config = config;
    this.head = doors.prepared(exchange -> speaking(exchange, this::head));
  }

  void register(@Observes Router router) {
    String one = PATH + "/:upload";
    Handler<RoutingContext> patch = doors.streaming(exchange -> withBody(exchange, this::patch));
    Handler<RoutingContext> delete = doors.prepared(exchange -> speaking(exchange, this::delete));
    router.options(PATH).handler(this::options);
    router.options(one).handler(this::options);
    Handler<RoutingContext> create = doors.prepared(exchange -> withBody(exchange, this::create));
    Handler<RoutingContext> createLong =
        doors.streaming(exchange -> withBody(exchange, this::create));
    router
        .post(PATH)
        .handler(routing -> (isLong(routing.request()) ? createLong : create).handle(routing));
    router.head(one).handler(head);
    router.patch(one).handler(patch);
    router.delete(one).handler(delete);
    // Only where it gives no more rights than the method that was sent.
    Map<String, Handler<RoutingContext>> meant =
        Map.of("HEAD", head, "PATCH", patch, "DELETE", delete);
    router
        .post(one)
        .handler(
            routing ->
                meant
                    .getOrDefault(
                        Optional.ofNullable(routing.request().getHeader(OVERRIDE)).orElse(""),
                        doors.working(TusRoutes::refuseMethod))
                    .handle(routing));
  }

  /** Whether a request that makes an upload also reads bytes, from its body or from its parts. */
  private static boolean isLong(HttpServerRequest request) {
    String concat = request.getHeader(CONCAT);
    String announced = request.getHeader("Content-Length");
    return request.getHeader("Transfer-Encoding") != null
        || (announced != null && !announced.equals("0"))
        || (concat != null && !concat.equals("partial"));
  }

  /** Work of a request whose body may be long. */
  @FunctionalInterface
  private interface BodyWork {
    void run(Exchange exchange, BodyPipe body) throws Exception;
  }

  private Doors.Work withBody(Exchange exchange, BodyWork work) {
    speaking(exchange, x -> {});
    BodyPipe body = exchange.body(config.limits().file().asLongValue(), WHAT, Patience.of(config));
    return x -> work.run(x, body);
  }

  private static Doors.Work speaking(Exchange exchange, Doors.Work work) {
    exchange.put(RESUMABLE, VERSION);
    if (!exchange.header(RESUMABLE).orElse("").equals(VERSION)) {
      exchange.put("Tus-Version", VERSION);
      throw new LamellaException(
          ErrorCode.TUS_VERSION, "Send the header " + RESUMABLE + ": " + VERSION);
    }
    return work;
  }

  private static void refuseMethod(Exchange exchange) {
    throw new LamellaException(
        ErrorCode.METHOD_NOT_ALLOWED,
        "An upload takes HEAD, PATCH and DELETE, or POST with one of them in " + OVERRIDE);
  }

  private void options(RoutingContext routing) {
    routing
        .response()
        .putHeader(RESUMABLE, VERSION)
        .putHeader("Tus-Version", VERSION)
        .putHeader("Tus-Extension", EXTENSIONS)
        .putHeader("Tus-Checksum-Algorithm", Checksum.ALGORITHMS)
        .putHeader("Tus-Max-Size", Long.toString(config.limits().file().asLongValue()))
        .setStatusCode(204)
        .end();
  }

  /**
   * What comes with the request that makes an upload.
   *
   * @param brings whether bytes of the upload come
   */
  private record First(boolean brings, @Nullable Checksum checksum, BodyPipe body) {}

  private void create(Exchange exchange, BodyPipe body) {
    boolean brings = bringsBody(exchange);
    if (brings) {
      requireBytes(exchange);
    }
    Optional<String> header = exchange.header(METADATA);
    UploadMetadata metadata = UploadMetadata.parse(header.orElse(null));
    Concat concat = exchange.header(CONCAT).map(Concat::parse).orElse(null);
    boolean waits = concat == null || concat.isPartial();
    Long length = waits ? lengthOfNew(exchange) : null;
    if (length != null && announced(exchange) > length) {
      throw new LamellaException(
          ErrorCode.TOO_LARGE, "The request brings more bytes than the upload is to have");
    }
    Optional<Checksum> checksum = exchange.header(CHECKSUM).map(Checksum::parse);
    Creating.Creation creation =
        new Creating.Creation(metadata, header.orElse(null), concat, length);
    creating.check(creation);
    First first = new First(brings && waits, checksum.orElse(null), body);
    Optional<UUID> version = metadata.draft().or(() -> door.versionOf(exchange));
    if (version.isPresent()) {
      create(exchange, door.change(exchange, version.get()), creation, first);
      return;
    }
    OpenDraft dataset = metadata.dataset().orElseThrow(TusRoutes::nowhere);
    doors.after(
        openDrafts.ask(dataset, exchange.header("Authorization").orElse(null)),
        isLong(exchange.routing().request()),
        exchange,
        ticket -> create(exchange, door.change(ticket), creation, first));
  }

  private static LamellaException nowhere() {
    return invalid(
        "Say which draft takes the file: show its ticket, or name in "
            + METADATA
            + " the version as draft, or project and dataset");
  }

  private void create(Exchange exchange, Draft draft, Creating.Creation creation, First first) {
    try {
      Doors.answer(
          exchange,
          made(exchange, draft, creation, first)
              .thenAccept(
                  upload ->
                      state(exchange, upload)
                          .put("Location", PATH + "/" + upload.id())
                          .empty(201)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableFuture<Upload> made(
      Exchange exchange, Draft draft, Creating.Creation creation, First first) throws IOException {
    CompletableFuture<Upload> made = creating.create(draft, creation);
    if (!first.brings()) {
      return made;
    }
    return writing.write(
        draft,
        made.join().id(),
        new Writing.Patch(0, announced(exchange), null, first.checksum()),
        first.body());
  }

  private void head(Exchange exchange) {
    UUID id = id(exchange);
    Upload upload = database.inTransaction(tx -> uploads.get(tx, id));
    door.read(exchange, upload.version());
    if (upload.isLocked()) {
      database.transact(tx -> uploads.want(tx, id));
      lookAgain(exchange);
      return;
    }
    state(exchange, upload).put("Cache-Control", "no-store");
    if (upload.length() == null) {
      exchange.put(DEFER, "1");
    } else {
      exchange.put(LENGTH, Long.toString(upload.length()));
    }
    if (upload.metadata() != null) {
      exchange.put(METADATA, upload.metadata());
    }
    if (upload.kind() == Upload.Kind.PARTIAL) {
      exchange.put(CONCAT, "partial");
    } else if (upload.concat() != null) {
      exchange.put(CONCAT, upload.concat());
    }
    exchange.empty(200);
  }

  /** What a request under way has brought is stored first, so that nothing is sent twice. */
  private void lookAgain(Exchange exchange) {
    int looked = Optional.<Integer>ofNullable(exchange.routing().get(LOOKED)).orElse(0) + 1;
    if (looked > LOOKS) {
      throw Uploads.locked();
    }
    exchange.routing().put(LOOKED, looked);
    exchange.again(BETWEEN_LOOKS, head);
  }

  private void patch(Exchange exchange, BodyPipe body) throws IOException {
    requireBytes(exchange);
    UUID id = id(exchange);
    long offset = number(exchange, OFFSET).orElseThrow(() -> invalid("Send the header " + OFFSET));
    Optional<Long> length = number(exchange, LENGTH);
    Optional<Checksum> checksum = exchange.header(CHECKSUM).map(Checksum::parse);
    Upload upload = database.inTransaction(tx -> uploads.get(tx, id));
    Draft draft = door.change(exchange, upload.version());
    Doors.answer(
        exchange,
        writing
            .write(
                draft,
                id,
                new Writing.Patch(
                    offset, announced(exchange), length.orElse(null), checksum.orElse(null)),
                body)
            .thenAccept(written -> state(exchange, written).empty(204)));
  }

  private void delete(Exchange exchange) {
    UUID id = id(exchange);
    Upload upload = database.inTransaction(tx -> uploads.get(tx, id));
    door.change(exchange, upload.version());
    database.transact(tx -> uploads.delete(tx, id));
    exchange.empty(204);
  }

  private static Exchange state(Exchange exchange, Upload upload) {
    return exchange
        .put(DRAFT, upload.version().toString())
        .put(OFFSET, Long.toString(upload.offset()))
        .put(EXPIRES, httpDate(upload.expires()));
  }

  static String httpDate(Instant time) {
    return HTTP_DATE.format(time);
  }

  private static @Nullable Long lengthOfNew(Exchange exchange) {
    Optional<Long> length = number(exchange, LENGTH);
    boolean later = exchange.header(DEFER).isPresent();
    if (later && !exchange.header(DEFER).orElse("").equals("1")) {
      throw invalid(DEFER + " is 1, or is not sent");
    }
    if (length.isPresent() == later) {
      throw invalid("Send either " + LENGTH + ", or " + DEFER + ": 1 when it is said later");
    }
    return length.orElse(null);
  }

  private static Optional<Long> number(Exchange exchange, String name) {
    return exchange.header(name).map(text -> number(name, text));
  }

  private static long number(String name, String text) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, name + " is a number of bytes, not " + text, e);
    }
    throw invalid(name + " is a number of bytes, not " + text);
  }

  private static void requireBytes(Exchange exchange) {
    String type = exchange.header("Content-Type").orElse("none");
    if (!type.strip().equalsIgnoreCase(BYTES)) {
      throw new LamellaException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: " + BYTES + ", not " + type);
    }
  }

  private static boolean bringsBody(Exchange exchange) {
    return announced(exchange) > 0 || exchange.header("Transfer-Encoding").isPresent();
  }

  private static long announced(Exchange exchange) {
    return number(exchange, "Content-Length").orElse(-1L);
  }

  private static UUID id(Exchange exchange) {
    String text = exchange.routing().pathParam("upload");
    return id(text == null ? "" : text);
  }

  /**
   * @throws LamellaException {@code upload-not-found} when it can be none
   */
  static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new LamellaException(
          ErrorCode.UPLOAD_NOT_FOUND, "No upload has the id '" + text + "'", e);
    }
  }

  private static LamellaException invalid(String detail) {
    return new LamellaException(ErrorCode.INVALID_REQUEST, detail);
  }
}
