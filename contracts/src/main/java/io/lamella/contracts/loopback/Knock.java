package io.lamella.contracts.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks a server of this machine over HTTP, and ends with 0 when it answers with a status below 500:
 * how a container is checked that has no shell. It costs little more than the start of a JVM.
 */
public final class Knock {
  private static final int TIMEOUT_MILLIS = 5_000;

  private Knock() {}

  /** Arguments: the port, and the path that is asked for. */
  public static void main(String[] args) {
    int status = status(Integer.parseInt(args[0]), args[1]);
    if (status < 200 || status >= 500) {
      System.err.println(args[1] + " on port " + args[0] + ": " + (status < 0 ? "none" : status));
      System.exit(1);
    }
  }

  /** The status of the answer, -1 when there is none. */
  static int status(int port, String path) {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(server, TIMEOUT_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      // HTTP/1.1 200
      String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return line.matches("HTTP/1\\.[01] \\d{3}") ? Integer.parseInt(line.substring(9)) : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
