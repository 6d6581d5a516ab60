package io.lamella.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Goes once through what commands have in common, so that the classes for it can be archived when
 * the command line is built.
 */
final class Rehearsal {
  private static final byte[] CALLER =
      "{\"name\":\"nobody\",\"role\":\"reader\"}".getBytes(StandardCharsets.UTF_8);

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    System.setOut(nowhere);
    System.setErr(nowhere);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, CALLER.length);
          exchange.getResponseBody().write(CALLER);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      Lamella.run("--version");
      Lamella.run("--help");
      Lamella.run("add", "--help");
      Lamella.run("get", "--no-such-option");
      Lamella.run("whoami", "--server", url);
      Lamella.run("whoami", "--json", "--server", url);
      Lamella.run("show", "a/b", "--json", "--server", url);
    } finally {
      server.stop(0);
    }
  }
}
