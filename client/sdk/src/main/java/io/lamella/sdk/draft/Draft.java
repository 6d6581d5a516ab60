package io.lamella.sdk.draft;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.content.pack.KnownChunks;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.PackStored;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Plane;
import io.lamella.sdk.server.Query;
import io.lamella.sdk.server.WindowedBody;
import io.lamella.sdk.server.WireStream;
import io.lamella.sdk.version.HeldTicket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One draft at upload-service. Every call can be sent again without doing its work twice. Safe for
 * use by several threads.
 */
public final class Draft {
  /** Most chunks in one question. */
  public static final int MAX_QUESTION = 8192;

  /** What servers take of a path with its query, and something less. */
  private static final int LONGEST_PATH = 3000;

  private static final String BYTES = "application/octet-stream";
  private static final Duration PACK_TIMEOUT = Duration.ofMinutes(10);
  private final Connection connection;
  private final HeldTicket held;
  private final String root;

  public Draft(Connection connection, HeldTicket held) {
    this.connection = connection;
    this.held = held;
    this.root = "/v1/drafts/" + held.version();
  }

  public UUID version() {
    return held.version();
  }

  /** What metadata-service states about the version. */
  public Ticket ticket() {
    return held.ticket();
  }

  /** Opens the draft for the ticket's epoch, if it is not open. */
  public DraftView open() {
    return held.with(
        ticket ->
            connection.json(
                Call.of(Plane.UPLOADS, "POST", "/v1/drafts").header(Ticket.HEADER, ticket),
                DraftView.class));
  }

  public DraftView view() {
    return held.with(ticket -> connection.json(call("GET", root, ticket), DraftView.class));
  }

  /** Says that somebody is still at work, and keeps what the draft was told of. */
  public DraftView heartbeat() {
    return held.with(
        ticket -> connection.json(call("POST", root + "/heartbeat", ticket), DraftView.class));
  }

  /**
   * Asks where chunks lie, and keeps the packs of those that are known.
   *
   * @return one element a chunk, empty where it is missing
   */
  public List<Optional<KnownChunks.Place>> places(List<Digest> chunks) {
    byte[] question = bytes(KnownChunks.encodeQuestion(chunks));
    byte[] answer =
        held.with(
            ticket ->
                connection
                    .send(
                        call("POST", "/v1/chunks/missing?draft=" + version(), ticket)
                            .bytes(BYTES, question),
                        BodyHandlers.ofByteArray())
                    .body());
    return KnownChunks.decodeAnswer(ticket().domain(), chunks, ByteBuffer.wrap(answer));
  }

  /**
   * Stores a pack.
   *
   * @param body its bytes, anew for every attempt
   */
  public PackStored store(Digest pack, Supplier<BodyPublisher> body) {
    return held.with(
        ticket ->
            connection.json(
                call("PUT", "/v1/packs/" + pack.hex() + "?draft=" + version(), ticket)
                    .body(BYTES, body)
                    .timeout(PACK_TIMEOUT),
                PackStored.class));
  }

  /** Takes a closed run of changes into the draft. */
  public RunAccepted register(List<Change> closed) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(closed.size() * 64 + 64);
    try (Cursor<Change> run = Run.of(closed)) {
      Run.encode(run, body);
    } catch (IOException e) {
      throw new LamellaException(ErrorCode.INTERNAL, "a run could not be encoded", e);
    }
    byte[] encoded = body.toByteArray();
    Call once =
        Call.of(Plane.UPLOADS, "POST", root + "/changes").once().bytes(Run.MEDIA_TYPE, encoded);
    return held.with(
        ticket -> connection.json(once.header(Ticket.HEADER, ticket), RunAccepted.class));
  }

  /** All changes of the draft as one run. The caller closes it. */
  public Cursor<Change> changes() {
    return changes(new Query(root + "/changes"));
  }

  /**
   * Changes of the draft at or beneath some paths and at the folders above them, as one run; when
   * the paths are many, others too. The caller closes it.
   */
  public Cursor<Change> changesAt(Collection<EntryPath> paths) {
    Query query = new Query(root + "/changes");
    for (EntryPath path : paths) {
      query.with("beneath", path);
    }
    return query.toString().length() <= LONGEST_PATH ? changes(query) : changes();
  }

  private Cursor<Change> changes(Query query) {
    InputStream body =
        held.with(
            ticket ->
                connection
                    .send(call("GET", query.toString(), ticket), WindowedBody.handler())
                    .body());
    return Run.decode(new WireStream(body));
  }

  private static Call call(String method, String path, String ticket) {
    return Call.of(Plane.UPLOADS, method, path).header(Ticket.HEADER, ticket);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
