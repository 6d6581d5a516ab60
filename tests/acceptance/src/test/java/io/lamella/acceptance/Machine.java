package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine that uses Lamella: its own home (caches, configuration) and its own working folder. */
final class Machine {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * How long a service that was killed may take to be there again while other stacks start, too.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final Map<String, String> environment;
  private final Door door;

  /**
   * @param folder an empty folder of this machine's own
   */
  Machine(Path folder, URI server) throws IOException {
    this(folder, server, Map.of());
  }

  /**
   * @param folder an empty folder of this machine's own
   * @param token what the server knows this machine by
   */
  Machine(Path folder, URI server, String token) throws IOException {
    this(folder, server, Map.of("LAMELLA_TOKEN", token));
  }

  /**
   * @param settings variables of its environment
   */
  Machine(Path folder, URI server, Map<String, String> settings) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("work"));
    this.door = new Door(server);
    this.environment = new HashMap<>(settings);
    this.environment.putIfAbsent("LAMELLA_PATIENCE", Long.toString(PATIENCE.toSeconds()));
    this.environment.put("LAMELLA_URL", server.toString());
    this.environment.put("LAMELLA_HOME", folder.resolve("home").toString());
  }

  /** The folder that commands run in. */
  Path folder() {
    return folder;
  }

  /** Runs a command with {@code --json}. */
  Finished lamella(String... arguments) {
    return Finished.of(command(arguments), folder, environment, LIMIT);
  }

  /** Runs a command as it is typed, for people. */
  Finished people(String... arguments) {
    List<String> line = new ArrayList<>(List.of(Project.SCRIPT));
    line.addAll(List.of(arguments));
    return Finished.of(line, folder, environment, LIMIT);
  }

  /** Runs a command with {@code --json} and more in its environment. */
  Finished lamella(Map<String, String> more, String... arguments) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return Finished.of(command(arguments), folder, all, LIMIT);
  }

  /** Runs a command that must work, and takes its object. */
  JsonNode run(String... arguments) {
    return lamella(arguments).expect(0).json();
  }

  /** Waits until a version is FINAL, whatever is away meanwhile. */
  void awaitFinal(String id) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(door.state(id)).isEqualTo("FINAL"));
  }

  /**
   * Starts a command that can be interrupted, as from a terminal: what runs in the background of a
   * shell hands on to all it starts that interrupts are ignored.
   */
  Started startAtTerminal(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
    line.addAll(command(arguments));
    return Started.of(line, folder, environment);
  }

  /** Starts a command and does not wait for it. */
  Started start(String... arguments) throws IOException {
    return Started.of(command(arguments), folder, environment);
  }

  /** Starts a command with more in its environment, and does not wait for it. */
  Started start(Map<String, String> more, String... arguments) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return Started.of(command(arguments), folder, all);
  }

  private static List<String> command(String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Project.SCRIPT);
    line.addAll(List.of(arguments));
    int paths = line.indexOf("--");
    line.add(paths < 0 ? line.size() : paths, "--json");
    return line;
  }
}
