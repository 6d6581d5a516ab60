package io.lamella.standalone.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Asks a process, over the network, whether it does its work. */
final class Readiness {
  private static final int TIMEOUT_MILLIS = 3_000;

  private Readiness() {}

  /** Whether the process of this role is ready at this address. */
  static boolean of(Role role, String address) {
    return switch (role) {
      case POSTGRESQL, KAFKA -> accepts(address);
      case EDGE -> isBetween(status(address + "/v1/info"), 200, 499);
      default -> status(address + "/q/health/ready") == 200;
    };
  }

  /** Whether a service says that only a new start would help; silence is no such word. */
  static boolean isBroken(Role role, String address) {
    return switch (role) {
      case POSTGRESQL, KAFKA, EDGE -> false;
      default -> status(address + "/q/health/live") == 503;
    };
  }

  private static boolean isBetween(int status, int first, int last) {
    return status >= first && status <= last;
  }

  private static boolean accepts(String address) {
    int colon = address.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
          TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int status(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return connection.getResponseCode();
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return -1;
    }
  }
}
