package io.lamella.cli;

import com.sun.net.httpserver.HttpServer;
import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.chunk.Chunker;
import io.lamella.content.pack.PackWriter;
import io.lamella.sdk.LamellaClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Goes once through what commands have in common, so that the classes for it can be archived when
 * the command line is built.
 */
final class Rehearsal {
  private static final byte[] CALLER =
      "{\"name\":\"nobody\",\"role\":\"reader\"}".getBytes(StandardCharsets.UTF_8);

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
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
      readAndPack();
      loadOurs();
    } finally {
      server.stop(0);
    }
  }

  /** What every command does that moves files. */
  private static void readAndPack() throws IOException {
    Path file = Files.createTempFile("rehearsal", ".txt");
    try {
      Files.writeString(file, "a line that repeats itself\n".repeat(1_000));
      PackWriter pack = new PackWriter(bytes -> bytes.position(bytes.limit()));
      Chunker chunker = new Chunker(ChunkProfile.DEFAULT);
      try (InputStream in =
          Channels.newInputStream(Files.newByteChannel(file, StandardOpenOption.READ))) {
        chunker.reset(in);
        for (ByteBuffer chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
          pack.add(chunker.chunkId(), chunk);
        }
      }
      pack.finish();
    } finally {
      Files.delete(file);
    }
  }

  /** Every class of ours, also those that no command above comes to. */
  private static void loadOurs() throws IOException, ClassNotFoundException {
    ClassLoader loader = Rehearsal.class.getClassLoader();
    for (Class<?> one : List.of(Rehearsal.class, LamellaClient.class, Chunker.class)) {
      URL jar = one.getProtectionDomain().getCodeSource().getLocation();
      try (JarFile classes = new JarFile(Path.of(URI.create(jar.toString())).toFile())) {
        for (JarEntry entry : (Iterable<JarEntry>) classes.stream()::iterator) {
          String name = entry.getName();
          if (name.endsWith(".class") && !name.endsWith("-info.class")) {
            Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), false, loader);
          }
        }
      }
    }
  }
}
