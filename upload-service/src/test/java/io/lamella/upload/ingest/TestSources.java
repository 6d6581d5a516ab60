package io.lamella.upload.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.buckets.S3Server;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Where pipelines of tests have their files: a folder, an S3 bucket, a web server. */
public final class TestSources implements QuarkusTestResourceLifecycleManager {
  static final String BUCKET = "raw";
  static final String TOPIC = "records-open";

  /** Files of more than two ranges are split. */
  static final int RANGE = 1 << 20;

  private static final Path FOLDER = folder();
  private static final S3Server S3 = new S3Server(BUCKET);
  private static final HttpServer WEB = web();
  private static final Map<String, Page> PAGES = new ConcurrentHashMap<>();

  /** What the web server answers. */
  interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "lamella.ingest.sources",
        FOLDER.toUri() + ",s3://" + BUCKET + "/," + address("/open/") + ",kafka:///" + TOPIC);
    settings.put("lamella.ingest.pause", "PT0.02S");
    settings.put("lamella.ingest.stall", "PT2S");
    settings.put("lamella.ingest.claim", "PT3S");
    settings.put("lamella.ingest.poll", "PT0.2S");
    settings.put("lamella.ingest.range", String.valueOf(RANGE));
    S3.environment()
        .forEach((name, value) -> settings.put("lamella.ingest.variables." + name, value));
    return settings;
  }

  @Override
  public void stop() {}

  /** A new folder that may be read. */
  static Path fresh() throws IOException {
    return Files.createTempDirectory(FOLDER, "in");
  }

  static S3Server s3() {
    return S3;
  }

  static String address(String path) {
    return "http://127.0.0.1:" + WEB.getAddress().getPort() + path;
  }

  static String page(String path, Page page) {
    PAGES.put(path, page);
    return address(path);
  }

  static String page(String path, String text) {
    return page(path, exchange -> send(exchange, 200, text));
  }

  /** A page that is not there yet the first so many times. */
  static String lateTo(String path, int failures, String text) {
    AtomicInteger count = new AtomicInteger();
    return page(
        path, exchange -> send(exchange, count.getAndIncrement() < failures ? 503 : 200, text));
  }

  static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("lamella-sources").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer web() {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              Page page = PAGES.get(exchange.getRequestURI().getPath());
              if (page == null) {
                send(exchange, 404, "");
              } else {
                page.answer(exchange);
              }
            }
          });
      server.setExecutor(Executors.newCachedThreadPool());
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
