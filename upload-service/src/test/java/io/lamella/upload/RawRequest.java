package io.lamella.upload;

import io.lamella.contracts.ticket.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request written byte by byte, as no well-behaved client would. */
public final class RawRequest {
  private RawRequest() {}

  /** Announces {@code announced} bytes, sends {@code body} and hangs up. */
  public static void cutOff(
      TestVersion version, String method, String path, long announced, byte[] body) {
    cutOff(version, method, path, "application/octet-stream", announced, body);
  }

  /** The same, of a body of this media type. */
  public static void cutOff(
      TestVersion version, String method, String path, String type, long announced, byte[] body) {
    try (Socket socket = open(version, method, path, type, announced)) {
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Announces {@code announced} bytes, sends none, and answers what comes back. */
  public static String announce(TestVersion version, String method, String path, long announced) {
    try (Socket socket = open(version, method, path, announced)) {
      byte[] answer = new byte[4096];
      int count = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(count, 0), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Announces {@code announced} bytes and sends none until the socket is closed. */
  public static Socket stalled(TestVersion version, String method, String path, long announced) {
    try {
      return open(version, method, path, announced);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends one byte after the other, ten a second, until there is an answer; that is answered. */
  public static String trickle(Socket socket, byte[] body) throws IOException {
    socket.setSoTimeout(100);
    byte[] answer = new byte[4096];
    for (byte one : body) {
      socket.getOutputStream().write(one);
      try {
        int count = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(count, 0), StandardCharsets.UTF_8);
      } catch (SocketTimeoutException e) {
        continue;
      }
    }
    throw new AssertionError("a body of " + body.length + " bytes was waited for to its end");
  }

  private static Socket open(TestVersion version, String method, String path, long announced)
      throws IOException {
    return open(version, method, path, "application/octet-stream", announced);
  }

  private static Socket open(
      TestVersion version, String method, String path, String type, long announced)
      throws IOException {
    URI uri = TestVersion.uri("/");
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    String head =
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s: %s\r\n\r\n"
            .formatted(method, path, type, announced, Ticket.HEADER, version.ticket());
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }
}
