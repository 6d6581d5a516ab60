package io.lamella.acceptance;

import static java.util.stream.Collectors.toMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** What services send their traces to: OTLP over HTTP. */
final class Collector implements AutoCloseable {
  private static final String SERVICE = "service.name";

  private final List<Step> steps = new CopyOnWriteArrayList<>();
  private final int port;
  private HttpServer server;

  /**
   * A span.
   *
   * @param service whose it is
   * @param parent id of the one that it is beneath; empty: the first of its trace
   */
  record Step(
      String service,
      String name,
      String trace,
      String id,
      String parent,
      Map<String, String> attributes) {
    /** Whose it is and what was done. */
    String what() {
      return service + ": " + name;
    }
  }

  Collector() throws IOException {
    server = listening(0);
    port = server.getAddress().getPort();
  }

  private HttpServer listening(int at) throws IOException {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    HttpServer listening = HttpServer.create(new InetSocketAddress(here, at), 0);
    listening.createContext("/v1/traces", this::take);
    listening.start();
    return listening;
  }

  /** Is nobody's address until the collector {@link #comesBack}. */
  void goesAway() {
    server.stop(0);
  }

  /** As {@link #goesAway}, but it is there and answers nobody. */
  Closeable fallsSilent() throws IOException {
    goesAway();
    return new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
  }

  /** Takes traces again, at the same address. */
  void comesBack() throws IOException {
    server = listening(port);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** All that came. */
  List<Step> steps() {
    return steps;
  }

  /** What came of a trace. */
  List<Step> trace(String id) {
    return steps.stream().filter(step -> step.trace().equals(id)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body =
        zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      for (ResourceSpans of : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
        String service = attributes(of.getResource().getAttributesList()).get(SERVICE);
        for (ScopeSpans scope : of.getScopeSpansList()) {
          scope.getSpansList().forEach(span -> steps.add(step(service, span)));
        }
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Step step(String service, Span span) {
    return new Step(
        service,
        span.getName(),
        hex(span.getTraceId().toByteArray()),
        hex(span.getSpanId().toByteArray()),
        hex(span.getParentSpanId().toByteArray()),
        attributes(span.getAttributesList()));
  }

  private static Map<String, String> attributes(List<KeyValue> all) {
    return all.stream()
        .collect(toMap(KeyValue::getKey, one -> one.getValue().getStringValue(), (a, b) -> b));
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
