package io.lamella.sdk.link;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server with objects that tests put there, and with the faults that they ask for. */
public final class WebServer implements AutoCloseable {
  /** What answers for one path. */
  @FunctionalInterface
  public interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answering> paths = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public WebServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Method and path of every request, the first at first. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  public void on(String path, Answering answering) {
    paths.put(path, answering);
  }

  public void remove(String path) {
    paths.remove(path);
  }

  /** An object with headers of its own, names and values in turn; HEAD and ranges are answered. */
  public void put(String path, String content, String... headers) {
    on(path, exchange -> send(exchange, content, headers));
  }

  /** As {@link #put}, but whoever asks with HEAD is refused. */
  public void putWithoutHead(String path, int refusal, String content, String... headers) {
    on(
        path,
        exchange -> {
          if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(refusal, -1);
          } else {
            send(exchange, content, headers);
          }
        });
  }

  /** Waits until the server is closed. */
  public void stall() throws IOException {
    try {
      closing.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  public static void send(HttpExchange exchange, String content, String... headers)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
      exchange.sendResponseHeaders(200, -1);
    } else if (exchange.getRequestHeaders().containsKey("Range")) {
      exchange.getResponseHeaders().set("Content-Range", "bytes 0-0/" + bytes.length);
      exchange.sendResponseHeaders(206, 1);
      exchange.getResponseBody().write(bytes, 0, 1);
    } else {
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Says that there are more bytes than come. */
  public static void sendHalf(HttpExchange exchange, String content, String... headers)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    exchange.sendResponseHeaders(200, bytes.length);
    OutputStream body = exchange.getResponseBody();
    body.write(bytes, 0, bytes.length / 2);
    body.flush();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    asked.add(exchange.getRequestMethod() + " " + path);
    try (exchange) {
      Answering answering = paths.get(path);
      if (answering == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        answering.answer(exchange);
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
