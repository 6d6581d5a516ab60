package io.lamella.standalone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports that nobody listens on. */
public final class FreePort {
  private FreePort() {}

  /** {@code count} different ports of the loopback address that were free a moment ago. */
  public static List<Integer> find(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(bind(loopback(), 0));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    } finally {
      held.forEach(FreePort::close);
    }
  }

  /** Whether {@code port} of the loopback address could be bound just now. */
  public static boolean isFree(int port) {
    return isFree(loopback(), port);
  }

  /** Whether {@code port} of an address of this machine could be bound just now. */
  public static boolean isFree(InetAddress address, int port) {
    try (ServerSocket socket = bind(address, port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket bind(InetAddress address, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(address, port));
    return socket;
  }

  private static InetAddress loopback() {
    return new InetSocketAddress("127.0.0.1", 0).getAddress();
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
