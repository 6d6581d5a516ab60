package io.lamella.bench.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.bench.measure.Command;
import io.lamella.bench.measure.PeakMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A stack of the benchmark's own: own data folder, own ports, all processes packaged. */
public final class Stack implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path script;
  private final Path data;
  private final int port;

  private Stack(Path script, Path data, int port) {
    this.script = script;
    this.data = data;
    this.port = port;
  }

  /**
   * A stack that does not run yet.
   *
   * @param top the checkout whose {@code lamella} it is
   * @param data an empty folder
   */
  public static Stack in(Path top, Path data) throws IOException {
    Files.createDirectories(data);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Stack(top.resolve("lamella"), data, free.getLocalPort());
    }
  }

  /** Starts it and waits until all is ready. */
  public void up() throws IOException {
    command("up").with("--port", Integer.toString(port)).run();
  }

  /** The one address of it. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The command line that it is used with. */
  Path script() {
    return script;
  }

  /** Lets the peaks of its processes begin anew. */
  public void forgetPeaks() throws IOException {
    for (JsonNode process : processes()) {
      PeakMemory.reset(process.path("pid").asLong());
    }
  }

  /**
   * The most memory that a process of each role had resident since the peaks were forgotten. Of
   * PostgreSQL that is its first process alone.
   */
  public Map<String, Long> peaks() throws IOException {
    Map<String, Long> peaks = new LinkedHashMap<>();
    for (JsonNode process : processes()) {
      peaks.merge(
          process.path("role").asText(),
          PeakMemory.of(process.path("pid").asLong()),
          (one, other) -> Math.max(one, other));
    }
    return peaks;
  }

  private Iterable<JsonNode> processes() throws IOException {
    return JSON.readerFor(JsonNode.class)
        .<JsonNode>readValues(command("ps").with("--json").run().out())
        .readAll();
  }

  @Override
  public void close() throws IOException {
    command("down").run();
  }

  private Command command(String name) {
    return Command.in(data, script.toString(), name, "--data-dir", data.toString());
  }
}
