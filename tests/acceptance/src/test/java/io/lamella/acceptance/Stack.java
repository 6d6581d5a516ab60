package io.lamella.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running stack of its own: own data folder, own ports. Started once and shared by the tests of a
 * JVM.
 */
final class Stack {
  private static final Duration START = Duration.ofMinutes(3);
  private static @Nullable Stack shared;

  private final Path data;
  private final int port;

  private Stack(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** The stack that tests share; stopped when the JVM ends. */
  static synchronized Stack shared() {
    if (shared == null) {
      try {
        Stack stack = new Stack(Files.createTempDirectory("lamella-stack"), freePort());
        Runtime.getRuntime().addShutdownHook(new Thread(stack::down));
        stack.up();
        shared = stack;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void up() {
    lamella("up", "--port", Integer.toString(port)).expect(0);
  }

  void down() {
    lamella("down");
  }

  /** The processes of a role, as {@code ps} names them. */
  List<ProcessHandle> processes(String role) {
    return lamella("ps", "--json").expect(0).lines().stream()
        .filter(line -> line.path("role").asText().equals(role))
        .map(line -> ProcessHandle.of(line.path("pid").asLong()))
        .flatMap(java.util.Optional::stream)
        .toList();
  }

  /** Ends the processes of a role at once, as {@code kill -9} does. */
  void kill(String role) {
    List<ProcessHandle> processes = processes(role);
    if (processes.isEmpty()) {
      throw new AssertionError("nothing of role " + role + " runs");
    }
    processes.forEach(ProcessHandle::destroyForcibly);
  }

  /** Lets the processes of a role stand still, connections open, until this is closed. */
  Standstill standStill(String role) {
    List<ProcessHandle> processes = processes(role);
    if (processes.isEmpty()) {
      throw new AssertionError("nothing of role " + role + " runs");
    }
    List<ProcessHandle> all =
        processes.stream()
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .toList();
    signal("STOP", all);
    return new Standstill(all);
  }

  /** Processes that stand still. */
  record Standstill(List<ProcessHandle> processes) implements AutoCloseable {
    /** Waits, as whoever sees an outage does. */
    void until(Instant end) throws InterruptedException {
      new CountDownLatch(1)
          .await(Duration.between(Instant.now(), end).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      signal("CONT", processes);
    }
  }

  private static void signal(String name, List<ProcessHandle> processes) {
    List<String> line = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> line.add(Long.toString(process.pid())));
    Finished.of(line, Path.of("/"), Map.of(), Duration.ofSeconds(10)).expect(0);
  }

  /** True when everything that runs says it is ready. */
  boolean isReady() {
    List<JsonNode> processes = lamella("ps", "--json").lines();
    return !processes.isEmpty()
        && processes.stream().allMatch(line -> line.path("ready").asBoolean());
  }

  private Finished lamella(String command, String... arguments) {
    List<String> line =
        new ArrayList<>(List.of(Project.SCRIPT, command, "--data-dir", data.toString()));
    line.addAll(List.of(arguments));
    return Finished.of(line, Path.of("/"), Map.of(), START);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
