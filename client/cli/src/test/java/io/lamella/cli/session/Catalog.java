package io.lamella.cli.session;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.Problem;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.TrashView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server that answers what it was told to, by the beginning of a request, and notes requests. */
public final class Catalog implements AutoCloseable {
  private final HttpServer server;
  private final Path home;
  private final Path folder;
  private final Map<String, Object> answers = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();

  /**
   * @param temp an empty folder, for the client's home and the folder it is started in
   */
  public Catalog(Path temp) throws IOException {
    home = temp.resolve("home");
    folder = Files.createDirectories(temp.resolve("work"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The folder that commands are started in. */
  public Path folder() {
    return folder;
  }

  public Session session() {
    return Session.of(new Common(), environment(), folder);
  }

  /** What tells a client of this server and of its own home. */
  public Map<String, String> environment() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of("LAMELLA_HOME", home.toString(), "LAMELLA_URL", url);
  }

  /** A later answer to the same beginning replaces the one before; the first that fits is given. */
  public synchronized Catalog answer(String beginning, Object answer) {
    answers.put(beginning, answer);
    return this;
  }

  /** As {@link #answer}, with something that happens then. */
  public Catalog whenAsked(String beginning, Supplier<Object> answer) {
    return answer(beginning, answer);
  }

  /** Requests so far: method, path, query. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** Their bodies. */
  public synchronized List<String> bodies() {
    return List.copyOf(bodies);
  }

  public static Problem problem(ErrorCode code) {
    return Problem.of(code, "no");
  }

  /** A page of a listing. */
  public static Map<String, Object> page(Object... items) {
    return Map.of("items", List.of(items));
  }

  public static DatasetView dataset(String project, String name) {
    Instant now = Instant.now();
    return new DatasetView(
        UUID.randomUUID(), project, name, "", List.of(), "default", "file:/s", 1, now, now);
  }

  public static VersionView version(VersionState state) {
    return version(UUID.randomUUID(), state, false, null);
  }

  /** A version in the trash. */
  public static VersionView trashed() {
    Instant now = Instant.now();
    TrashView trash = new TrashView(now, now.plusSeconds(60), "eve");
    return version(UUID.randomUUID(), VersionState.FINAL, false, null, trash);
  }

  public static VersionView version(
      UUID id, VersionState state, boolean sealing, @Nullable Failure failure) {
    return version(id, state, sealing, failure, null);
  }

  private static VersionView version(
      UUID id,
      VersionState state,
      boolean sealing,
      @Nullable Failure failure,
      @Nullable TrashView trash) {
    Instant now = Instant.now();
    return new VersionView(
        id,
        UUID.randomUUID(),
        "v",
        "f",
        "1.0.0",
        state,
        sealing,
        false,
        1,
        null,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        "",
        "",
        Map.of(),
        Map.of(),
        "default",
        "file:/s",
        now,
        now,
        "eve",
        failure,
        trash,
        null);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(request);
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Object answer =
        answers.entrySet().stream()
            .filter(one -> request.startsWith(one.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseGet(() -> problem(ErrorCode.VERSION_NOT_FOUND));
    if (answer instanceof Supplier<?> supplier) {
      answer = supplier.get();
    }
    byte[] body = Json.MAPPER.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(answer instanceof Problem p ? p.status() : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
