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
  private final Map<String, String> environment;
  private List<Running> processes = List.of();

  private Stack(Path script, Path data, int port, Map<String, String> environment) {
    this.script = script;
    this.data = data;
    this.port = port;
    this.environment = Map.copyOf(environment);
  }

  /**
   * A stack that does not run yet.
   *
   * @param top the checkout whose {@code lamella} it is
   * @param data an empty folder
   */
  public static Stack in(Path top, Path data) throws IOException {
    return in(top, data, Map.of());
  }

  /**
   * A stack that does not run yet.
   *
   * @param environment what its processes have beside what the benchmark has itself
   */
  public static Stack in(Path top, Path data, Map<String, String> environment) throws IOException {
    Files.createDirectories(data);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Stack(top.resolve("lamella"), data, free.getLocalPort(), environment);
    }
  }

  /** Starts it, with options of {@code up}, and waits until all is ready. */
  public void up(String... options) throws IOException {
    command("up").with("--port", Integer.toString(port)).with(options).run();
    List<Running> running = new ArrayList<>();
    for (String line : command("ps").with("--json").run().out().lines().toList()) {
      JsonNode process = JSON.readTree(line);
      running.add(
          new Running(
              process.path("role").asText(),
              process.path("pid").asLong(),
              process.path("address").asText()));
    }
    processes = List.copyOf(running);
  }

  /** What all of its processes took of processors so far. */
  public double cpuSeconds() {
    return CpuTime.of(processes.stream().mapToLong(Running::pid));
  }

  /** The one address of it. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Where its first process of a role is reached. */
  public String address(String role) {
    return processes.stream()
        .filter(process -> process.role().equals(role))
        .findFirst()
        .orElseThrow()
        .address();
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
  private record Running(String role, long pid, String address) {}

  @Override
  public void close() throws IOException {
    command("down").run();
  }

  private Command command(String name) {
    List<String> line = List.of(script.toString(), name, "--data-dir", data.toString());
    return new Command(line, data, environment);
  }
}
