package io.lamella.cache;

import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.ticket.TicketSigner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Asks the service under test. Addresses go out as they are given. */
@ApplicationScoped
public class CacheServer {
  private final HttpClient client = HttpClient.newHttpClient();
  private final TicketSigner signer;

  @Inject
  CacheServer(TicketSigner signer) {
    this.signer = signer;
  }

  public int port() {
    return ConfigProvider.getConfig().getValue("quarkus.http.test-port", int.class);
  }

  public URI uri(String target) {
    return URI.create("http://127.0.0.1:" + port() + target);
  }

  public String sign(Ticket ticket) {
    return signer.sign(ticket);
  }

  /** What stands behind {@code /v1/contents/{version}}. */
  public static String contents(UUID version, String rest) {
    return "/v1/contents/" + version + "/" + rest;
  }

  /** Reads with the version's good ticket. */
  public HttpResponse<byte[]> get(TestVersion version, String rest, String... headers) {
    return send("GET", version, rest, headers);
  }

  public HttpResponse<byte[]> send(
      String method, TestVersion version, String rest, String... headers) {
    HttpRequest.Builder request =
        request(method, contents(version.id(), rest), headers)
            .setHeader(Ticket.HEADER, sign(version.ticket()));
    return send(request);
  }

  /** Reads what is made of the content, with the version's good ticket. */
  public HttpResponse<byte[]> preview(TestVersion version, String rest) {
    return preview(version.id(), version.ticket(), rest);
  }

  /** As above, with another ticket. */
  public HttpResponse<byte[]> preview(UUID version, Ticket ticket, String rest) {
    return send(
        request("GET", "/v1/previews/" + version + "/" + rest)
            .setHeader(Ticket.HEADER, sign(ticket)));
  }

  /** A request without anything that is not given. */
  public HttpRequest.Builder request(String method, String target, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(target)).method(method, HttpRequest.BodyPublishers.noBody());
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Sends a request without a body as it is written; returns all that is answered. */
  public String raw(String request, String... headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port())) {
      String head = request + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
