package io.lamella.acceptance;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes all connections that a PostgreSQL server gives, as clients that never say who they are. */
final class FullDatabase implements AutoCloseable {
  private static final int PROTOCOL = 3 << 16;
  private static final int ERROR = 'E';
  private static final int MOST = 1_000;

  private final URI server;
  private final List<Socket> taken = new ArrayList<>();

  FullDatabase(String address) {
    this.server = URI.create("tcp://" + address);
  }

  /**
   * Takes what is free.
   *
   * @return how many were taken in all
   */
  int fill() throws IOException {
    while (taken.size() < MOST) {
      Socket socket = new Socket(server.getHost(), server.getPort());
      socket.setSoTimeout(30_000);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] who = "user\0lamella\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
      out.writeInt(8 + who.length);
      out.writeInt(PROTOCOL);
      out.write(who);
      if (socket.getInputStream().read() == ERROR) {
        socket.close();
        return taken.size();
      }
      taken.add(socket);
    }
    throw new AssertionError(server + " gives more than " + MOST + " connections");
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : taken) {
      socket.close();
    }
  }
}
