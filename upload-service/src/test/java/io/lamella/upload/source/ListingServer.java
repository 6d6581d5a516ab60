package io.lamella.upload.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.content.bucket.BucketKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Answers listings of one bucket as the documentation of Google's JSON interface, or of Azure's
 * Blob service, has them.
 */
final class ListingServer implements AutoCloseable {
  static final String BUCKET = "frames";
  static final Instant MODIFIED = Instant.parse("2026-11-28T04:19:25Z");
  private static final String ACCOUNT = "lamella";
  private static final String TOKEN = "a-token";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BucketKind kind;
  private final HttpServer server;
  private final ConcurrentSkipListMap<String, Integer> objects =
      new ConcurrentSkipListMap<>(
          (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8)));
  private final AtomicInteger listings = new AtomicInteger();
  private volatile int failing = -1;
  private volatile int status = 503;
  private volatile boolean beginsAnew;
  private volatile boolean trickles;
  private volatile boolean asksForToken;

  ListingServer(BucketKind kind) throws IOException {
    this.kind = kind;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Map<String, String> environment() {
    if (kind == BucketKind.GCS) {
      return Map.of("STORAGE_EMULATOR_HOST", address());
    }
    return Map.of(
        "AZURE_STORAGE_ENDPOINT",
        address() + "/" + ACCOUNT,
        "AZURE_STORAGE_ACCOUNT",
        ACCOUNT,
        "AZURE_STORAGE_KEY",
        Base64.getEncoder().encodeToString("secret".getBytes(UTF_8)));
  }

  /** Puts an object there; of Azure one whose key ends with a slash is a folder. */
  void put(String key, int size) {
    objects.put(key, size);
  }

  int listings() {
    return listings.get();
  }

  /** Answers one of the next listings with a status: of number 1 the very next. */
  void failListing(int number, int status) {
    this.status = status;
    failing = listings.get() + number;
  }

  /** From now on it takes no notice of where a listing is to begin. */
  void beginAnew() {
    beginsAnew = true;
  }

  /** From now on its answers never end. */
  void trickle() {
    trickles = true;
  }

  /** From now on only who has a token of its own is let in. */
  void askForToken() {
    asksForToken = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = query(exchange);
    exchange.getRequestBody().readAllBytes();
    if (path.equals("/token")) {
      ObjectNode token = JSON.createObjectNode();
      token.put("access_token", TOKEN).put("expires_in", 3_600).put("token_type", "Bearer");
      send(exchange, 200, "application/json", JSON.writeValueAsString(token));
    } else if (!mayEnter(exchange)) {
      fail(exchange, 403);
    } else if (path.equals(listed())) {
      list(exchange, query);
    } else {
      fail(exchange, 404);
    }
  }

  private String listed() {
    return kind == BucketKind.GCS ? "/storage/v1/b/" + BUCKET + "/o" : "/" + ACCOUNT + "/" + BUCKET;
  }

  private boolean mayEnter(HttpExchange exchange) {
    String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    return kind == BucketKind.GCS
        ? !asksForToken || shown.equals("Bearer " + TOKEN)
        : shown.startsWith("SharedKey " + ACCOUNT + ":");
  }

  private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
    int number = listings.incrementAndGet();
    if (number == failing) {
      fail(exchange, status);
      return;
    }
    if (trickles) {
      trickle(exchange);
      return;
    }
    boolean gcs = kind == BucketKind.GCS;
    String prefix = query.getOrDefault("prefix", "");
    String next = query.get(gcs ? "pageToken" : "marker");
    String from = query.get(gcs ? "startOffset" : "startFrom");
    int limit = Integer.parseInt(query.get(gcs ? "maxResults" : "maxresults"));
    String begin = next != null ? decoded(next) : from != null && !beginsAnew ? from : prefix;
    List<String> rest =
        objects.tailMap(begin, true).keySet().stream()
            .takeWhile(key -> key.startsWith(prefix) || key.compareTo(prefix) < 0)
            .filter(key -> key.startsWith(prefix))
            .limit(limit + 1L)
            .toList();
    List<String> page = rest.subList(0, Math.min(limit, rest.size()));
    String token = rest.size() > limit ? encoded(rest.get(limit)) : null;
    if (gcs) {
      send(exchange, 200, "application/json", json(page, token));
    } else {
      send(exchange, 200, "application/xml", xml(page, token));
    }
  }

  private String json(List<String> page, @Nullable String token) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("kind", "storage#objects");
    if (token != null) {
      answer.put("nextPageToken", token);
    }
    if (!page.isEmpty()) {
      ArrayNode items = answer.putArray("items");
      for (String key : page) {
        items
            .addObject()
            .put("name", key)
            .put("size", String.valueOf(objects.get(key)))
            .put("etag", "CJ" + objects.get(key))
            .put("updated", MODIFIED.toString());
      }
    }
    return JSON.writeValueAsString(answer);
  }

  private String xml(List<String> page, @Nullable String token) {
    StringBuilder answer = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    answer.append("<EnumerationResults ContainerName=\"").append(BUCKET).append("\"><Blobs>");
    for (String key : page) {
      answer
          .append("<Blob><Name>")
          .append(escaped(key))
          .append("</Name><Properties><Last-Modified>")
          .append(HTTP_DATE.format(MODIFIED))
          .append("</Last-Modified><Etag>0x")
          .append(objects.get(key))
          .append("</Etag><Content-Length>")
          .append(objects.get(key))
          .append("</Content-Length><BlobType>BlockBlob</BlobType></Properties>")
          .append(key.endsWith("/") ? "<Metadata><hdi_isfolder>true</hdi_isfolder></Metadata>" : "")
          .append("</Blob>");
    }
    answer.append("</Blobs><NextMarker>").append(token == null ? "" : token);
    return answer.append("</NextMarker></EnumerationResults>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String encoded(String key) {
    return Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
  }

  private static String decoded(String token) {
    return new String(Base64.getDecoder().decode(token), UTF_8);
  }

  private static void trickle(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    for (int i = 0; i < 200; i++) {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private void fail(HttpExchange exchange, int status) throws IOException {
    if (kind == BucketKind.GCS) {
      ObjectNode answer = JSON.createObjectNode();
      answer.putObject("error").put("code", status).put("message", "no");
      send(exchange, status, "application/json", JSON.writeValueAsString(answer));
    } else {
      send(exchange, status, "application/xml", "<Error><Code>No</Code></Error>");
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], pair.length == 1 ? "" : URLDecoder.decode(pair[1], UTF_8));
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
