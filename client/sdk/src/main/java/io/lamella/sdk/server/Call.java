package io.lamella.sdk.server;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One request. All calls of the SDK may be sent again: by their nature, or because of an
 * idempotency key.
 *
 * @param plane which service it is for
 * @param method HTTP method
 * @param path path and query as they go over the wire
 * @param headers headers beside those of the connection
 * @param body makes the body anew for every attempt
 * @param timeout longest wait for the answer's headers
 * @param follows goes where a redirect points, headers and all
 */
public record Call(
    Plane plane,
    String method,
    String path,
    Map<String, String> headers,
    Supplier<BodyPublisher> body,
    Duration timeout,
    boolean follows) {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  public Call {
    headers = Map.copyOf(headers);
  }

  public static Call of(Plane plane, String method, String path) {
    return new Call(plane, method, path, Map.of(), BodyPublishers::noBody, TIMEOUT, true);
  }

  public static Call get(String path) {
    return of(Plane.CATALOG, "GET", path);
  }

  public static Call post(String path) {
    return of(Plane.CATALOG, "POST", path);
  }

  public Call header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(plane, method, path, more, body, timeout, follows);
  }

  /** The server does it once, however often the request arrives. */
  public Call once() {
    return header("Idempotency-Key", UUID.randomUUID().toString());
  }

  public Call body(String mediaType, Supplier<BodyPublisher> publisher) {
    return new Call(plane, method, path, headers, publisher, timeout, follows)
        .header("Content-Type", mediaType);
  }

  public Call bytes(String mediaType, byte[] bytes) {
    return body(mediaType, () -> BodyPublishers.ofByteArray(bytes));
  }

  public Call timeout(Duration longest) {
    return new Call(plane, method, path, headers, body, longest, follows);
  }

  /** A redirect is the answer. */
  public Call unfollowed() {
    return new Call(plane, method, path, headers, body, timeout, false);
  }
}
