package io.lamella.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A web server of somebody else, whose objects versions link to; each has an etag. */
final class Elsewhere implements AutoCloseable {
  private record Stored(String content, String etag) {}

  private final HttpServer server;
  private final Map<String, Stored> objects = new ConcurrentHashMap<>();

  Elsewhere() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Puts an object, or another one in its place. */
  String put(String path, String content, String etag) {
    objects.put(path, new Stored(content, '"' + etag + '"'));
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  void remove(String path) {
    objects.remove(path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Stored stored = objects.get(exchange.getRequestURI().getRawPath());
      if (stored == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] bytes = stored.content().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("ETag", stored.etag());
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
        exchange.sendResponseHeaders(200, -1);
      } else {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
