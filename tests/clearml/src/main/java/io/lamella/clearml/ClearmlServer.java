package io.lamella.clearml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An API server and a files server of ClearML over a {@link ClearmlStore}: a login with key and
 * secret gives a token, without which nobody is answered; tasks come in pages and those of hidden
 * projects only when asked for.
 */
public final class ClearmlServer implements AutoCloseable {
  public static final String KEY = "KEYKEYKEY";
  public static final String SECRET = "secret of the key";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Less than clients ask for. */
  private static final int LARGEST_PAGE = 2;

  /** Something that happens to a request for a file, in place of the answer. */
  @FunctionalInterface
  public interface Fault {
    /** True when the request is answered. */
    boolean answered(HttpExchange exchange) throws IOException;
  }

  private final ClearmlStore store;
  private final HttpServer api;
  private final HttpServer files;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String token = UUID.randomUUID().toString();

  private volatile boolean namesProjects = true;
  private volatile @Nullable Fault fault;

  public ClearmlServer(ClearmlStore store) throws IOException {
    this.store = store;
    this.api = start(this::answerCall);
    this.files = start(this::answerFile);
    store.servedAt(filesHost());
  }

  private HttpServer start(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    return server;
  }

  public URI api() {
    return address(api);
  }

  public URI filesHost() {
    return address(files);
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Every call, and every file that was asked for. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Projects of tasks come as an id. */
  public void namesNoProjects() {
    namesProjects = false;
  }

  /** The token ends; a login gives another. */
  public void endToken() {
    token = UUID.randomUUID().toString();
  }

  /** Happens to every request for a file from now on; null: nothing more. */
  public void onFile(@Nullable Fault happens) {
    fault = happens;
  }

  private void answerCall(HttpExchange exchange) throws IOException {
    String action = exchange.getRequestURI().getPath().substring(1);
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    asked.add(action);
    if (action.equals("auth.login")) {
      login(exchange);
    } else if (!isAuthorized(exchange)) {
      refuse(exchange, 401, "Unauthorized (invalid token)");
    } else if (action.equals("tasks.get_all_ex")) {
      answer(exchange, JSON.createObjectNode().set("tasks", tasks(body)));
    } else if (action.equals("projects.get_all")) {
      answer(exchange, JSON.createObjectNode().set("projects", projects(body)));
    } else {
      refuse(exchange, 400, "Invalid request path " + action);
    }
  }

  private void login(HttpExchange exchange) throws IOException {
    String pair = KEY + ":" + SECRET;
    String expected =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    if (expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, JSON.createObjectNode().put("token", token));
    } else {
      refuse(exchange, 401, "Unauthorized (invalid credentials)");
    }
  }

  private boolean isAuthorized(HttpExchange exchange) {
    return ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private ArrayNode tasks(JsonNode query) {
    List<ObjectNode> matching = new ArrayList<>();
    boolean asksForDatasets =
        query.path("search_hidden").asBoolean()
            && query.path("system_tags").toString().contains("\"dataset\"")
            && query.path("type").toString().contains("\"data_processing\"");
    if (asksForDatasets) {
      for (ObjectNode task : store.tasks()) {
        if (!namesProjects || !query.path("only_fields").toString().contains("project.name")) {
          task.put("project", task.path("project").path("id").asText());
        }
        matching.add(task);
      }
    }
    int size = Math.min(LARGEST_PAGE, query.path("page_size").asInt(LARGEST_PAGE));
    int from = Math.min(matching.size(), query.path("page").asInt() * size);
    ArrayNode page = JSON.createArrayNode();
    matching.subList(from, Math.min(matching.size(), from + size)).forEach(page::add);
    return page;
  }

  private ArrayNode projects(JsonNode query) {
    Map<String, String> names = new HashMap<>();
    for (WrittenDataset dataset : store.datasets()) {
      names.put(dataset.projectId(), dataset.projectName());
    }
    ArrayNode found = JSON.createArrayNode();
    for (JsonNode id : query.path("id")) {
      String name = names.get(id.asText());
      if (name != null && query.path("search_hidden").asBoolean()) {
        found.addObject().put("id", id.asText()).put("name", name);
      }
    }
    return found;
  }

  private void answerFile(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    asked.add("GET " + path);
    Fault happens = fault;
    if (happens != null && happens.answered(exchange)) {
      return;
    }
    Path file = store.root().resolve(path).normalize();
    if (!isAuthorized(exchange)) {
      exchange.sendResponseHeaders(401, -1);
    } else if (!file.startsWith(store.root()) || !Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      long size = Files.size(file);
      exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
      Files.copy(file, exchange.getResponseBody());
    }
    exchange.close();
  }

  private static void answer(HttpExchange exchange, JsonNode data) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("meta").put("result_code", 200).put("result_msg", "OK");
    body.set("data", data);
    send(exchange, 200, body);
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("meta").put("result_code", status).put("result_msg", why);
    body.putObject("data");
    send(exchange, status, body);
  }

  private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    api.stop(0);
    files.stop(0);
    threads.shutdownNow();
  }
}
