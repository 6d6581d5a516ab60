package io.lamella.bench.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.bench.measure.Command;
import io.lamella.bench.measure.CpuTime;
import io.lamella.bench.measure.PeakMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stack of the benchmark's own: own data folder, own ports, all processes packaged. */
public final class Stack implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path script;
  private final Path data;
  private final int port;
  private List<Running> processes = List.of();

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
    List<Running> running = new ArrayList<>();
    for (String line : command("ps").with("--json").run().out().lines().toList()) {
      JsonNode process = JSON.readTree(line);
      running.add(new Running(process.path("role").asText(), process.path("pid").asLong()));
    }
    processes = List.copyOf(running);
  }

  /** What all of its processes took of processors so far. */
  double cpuSeconds() {
    return CpuTime.of(processes.stream().mapToLong(Running::pid));
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
  public void forgetPeaks() {
    processes.forEach(process -> PeakMemory.reset(process.pid()));
  }

  /**
   * The most memory that a process of each role had resident since the peaks were forgotten. Of
   * PostgreSQL that is its first process alone.
   */
  public Map<String, Long> peaks() {
    Map<String, Long> peaks = new LinkedHashMap<>();
    for (Running process : processes) {
      peaks.merge(process.role(), PeakMemory.of(process.pid()), Math::max);
    }
    return peaks;
  }

  /** A process of the stack. */
  private record Running(String role, long pid) {}

  @Override
  public void close() throws IOException {
    command("down").run();
  }

  private Command command(String name) {
    return Command.in(data, script.toString(), name, "--data-dir", data.toString());
  }
}
