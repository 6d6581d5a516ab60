package io.lamella.sdk.transfer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.KnownChunks;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.Slot;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.Problem;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.PackStored;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.contracts.rest.ServerInfo;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.LamellaClient;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.version.TestVersions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Keeps one draft in memory, as upload-service does over HTTP; its packs can be lost. */
public final class DraftServer implements AutoCloseable {
  private static final String DOMAIN = TestVersions.DOMAIN;

  private final HttpServer server;
  private final UUID version = UUID.randomUUID();
  private final Map<PackRef, PackIndex> packs = new HashMap<>();
  private final Map<Digest, Integer> generations = new HashMap<>();
  private final TreeMap<EntryPath, Entry> entries = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private int losses;
  private boolean cutting;

  public DraftServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  UUID version() {
    return version;
  }

  /** A client of this server. */
  public LamellaClient client(Path home) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new LamellaClient(address, null, new LamellaHome(home));
  }

  /** The version whose draft it is. */
  public VersionView view() {
    return TestVersions.uploading(version, 1);
  }

  /** What a client does with the draft's files, in the version's turn {@code epoch}. */
  DraftFiles files(Path home, long epoch) {
    return client(home).files(TestVersions.uploading(version, epoch));
  }

  /** What a client does with the draft's links. */
  DraftLinks links(Path home) {
    return client(home).links(view());
  }

  /** What a client does with files that become objects elsewhere. */
  ObjectFiles objects(Path home) {
    return client(home).objects(view());
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  synchronized int packs() {
    return packs.size();
  }

  /** Every pack that the file lies in is gone. */
  synchronized void lose(String path) {
    Entry entry = entries.get(EntryPath.of(path));
    if (entry instanceof Entry.File file) {
      file.extents().forEach(extent -> packs.remove(extent.pack()));
    }
  }

  /** The draft does not hold this path any more. */
  synchronized void forget(String path) {
    entries.remove(EntryPath.of(path));
  }

  /** All packs are gone whenever one of the next {@code runs} arrives. */
  synchronized void loseAllBefore(int runs) {
    losses = runs;
  }

  /** From now on every listing is cut off in the middle. */
  synchronized void cutListings() {
    cutting = true;
  }

  /** Method and address of every request, the first at first. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    asked.add(method + " " + exchange.getRequestURI());
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (path.equals("/v1/info")) {
      json(exchange, 200, new ServerInfo("test", List.of(), List.of(), Map.of()));
    } else if (path.equals("/v1/chunks/missing")) {
      List<Digest> chunks = KnownChunks.decodeQuestion(ByteBuffer.wrap(body));
      ByteBuffer places = KnownChunks.encodeAnswer(chunks.stream().map(this::place).toList());
      bytes(exchange, 200, places.array(), places.remaining());
    } else if (path.startsWith("/v1/packs/")) {
      json(exchange, 200, store(body));
    } else if (!path.endsWith("/changes")) {
      Instant now = Instant.now();
      json(exchange, 200, new DraftView(version, 1, "open", 0, 0, 0, 0, now, now));
    } else if (method.equals("GET")) {
      listing(exchange);
    } else {
      register(exchange, body);
    }
  }

  private Optional<KnownChunks.Place> place(Digest chunk) {
    for (Map.Entry<PackRef, PackIndex> pack : packs.entrySet()) {
      List<Slot> slots = pack.getValue().slots();
      for (int i = 0; i < slots.size(); i++) {
        if (slots.get(i).chunk().equals(chunk)) {
          return Optional.of(new KnownChunks.Place(pack.getKey(), i, slots.get(i)));
        }
      }
    }
    return Optional.empty();
  }

  private PackStored store(byte[] body) throws IOException {
    PackIndex index = PackIndex.recover(new ByteArrayInputStream(body));
    int generation = generations.merge(index.id(), 0, (before, none) -> before + 1);
    packs.put(new PackRef(DOMAIN, index.id(), generation), index);
    return new PackStored(
        index.id().hex(), generation, index.slots().size(), body.length, generation > 0);
  }

  private void listing(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Change> puts = entries.values().stream().<Change>map(Change.Put::new).toList();
    Run.encode(Run.of(Run.close(puts)), out);
    byte[] run = out.toByteArray();
    if (cutting) {
      exchange.sendResponseHeaders(200, run.length);
      exchange.getResponseBody().write(run, 0, run.length / 2);
      exchange.getResponseBody().flush();
      exchange.close();
      return;
    }
    bytes(exchange, 200, run, run.length);
  }

  private void register(HttpExchange exchange, byte[] body) throws IOException {
    if (losses-- > 0) {
      packs.clear();
    }
    List<Change> changes = new ArrayList<>();
    try (Cursor<Change> run = Run.decode(new ByteArrayInputStream(body))) {
      for (Change change = run.next(); change != null; change = run.next()) {
        changes.add(change);
        if (change instanceof Change.Put put
            && put.entry() instanceof Entry.File file
            && file.extents().stream().map(Extent::pack).anyMatch(p -> !packs.containsKey(p))) {
          Problem problem = Problem.of(ErrorCode.MISSING_CONTENT, file.path() + " is not stored");
          json(exchange, problem.status(), problem);
          return;
        }
      }
    }
    for (Change change : changes) {
      if (change instanceof Change.Put put) {
        entries.put(put.path(), put.entry());
      } else {
        entries.remove(change.path());
      }
    }
    json(exchange, 200, new RunAccepted(1, changes.size(), 0));
  }

  private static String text(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void json(HttpExchange exchange, int status, Object value) throws IOException {
    byte[] body = text(value).getBytes(StandardCharsets.UTF_8);
    bytes(exchange, status, body, body.length);
  }

  private static void bytes(HttpExchange exchange, int status, byte[] body, int length)
      throws IOException {
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    exchange.getResponseBody().write(body, 0, length);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
