package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.containers.ServerContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running stack of its own: own data folder, own ports. Started once and shared by the tests of a
 * JVM. With the profile {@code containers} its PostgreSQL and Kafka are containers; tests that end
 * or halt these are left out then.
 */
final class Stack {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Set<String> SERVERS = Set.of("postgresql", "kafka");
  private static @Nullable Stack shared;

  private final Path data;
  private final int port;
  private final Map<String, String> settings;
  private final List<String> options;
  private final @Nullable ServersElsewhere elsewhere;

  private Stack(
      Path data,
      int port,
      Map<String, String> settings,
      List<String> options,
      @Nullable ServersElsewhere elsewhere) {
    this.data = data;
    this.port = port;
    this.settings = settings;
    this.options = options;
    this.elsewhere = elsewhere;
  }

  /** A stack with its data in this folder, which does not run yet. */
  static Stack in(Path data, String... options) throws IOException {
    return in(data, Map.of(), options);
  }

  /**
   * As above.
   *
   * @param settings of its services, as {@code LAMELLA_...} variables
   */
  static Stack in(Path data, Map<String, String> settings, String... options) throws IOException {
    if (!ServerContainer.wanted()) {
      return new Stack(data, freePort(), settings, List.of(options), null);
    }
    ServersElsewhere elsewhere = ServersElsewhere.of(data);
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(elsewhere.settings());
    return new Stack(data, freePort(), all, List.of(options), elsewhere);
  }

  /** The stack that tests share; stopped and its data deleted when the JVM ends. */
  static synchronized Stack shared() {
    if (shared == null) {
      try {
        Path data = Files.createTempDirectory("lamella-stack");
        Stack stack = in(data, Map.of("LAMELLA_STORE_ALLOWED", otherStore(data).toString()));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::end));
        stack.up();
        shared = stack;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  private static URI otherStore(Path data) {
    return data.resolve("other-store").toUri();
  }

  /** A store that versions on the shared stack may name. */
  URI otherStore() {
    return otherStore(data);
  }

  private void end() {
    down();
    try {
      Folders.delete(data);
      if (elsewhere != null) {
        elsewhere.remove();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The folder of its data. */
  Path data() {
    return data;
  }

  Finished up() {
    Finished up = lamella("up", upOptions());
    return new Finished(up.command(), up.exit(), up.out(), up.err() + lastOf(up.err())).expect(0);
  }

  /** The end of the log that a stack which did not start names, which may be gone soon. */
  private static String lastOf(String problem) {
    Matcher named = Pattern.compile("see (/.+\\.log)").matcher(problem);
    if (!named.find()) {
      return "";
    }
    try {
      List<String> lines = Files.readAllLines(Path.of(named.group(1)));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** As {@link #up}; false when it is not up in time. */
  boolean startsUp() {
    return lamella("up", upOptions()).exit() == 0;
  }

  /** Starts the stack, or waits for the one that runs, in a process that stays meanwhile. */
  Process foreground(Path said) throws IOException {
    return start(said, "up", upOptions("--foreground"));
  }

  /** Starts a command about the stack that says everything to a file. */
  Process start(Path said, String command, String... arguments) throws IOException {
    return Started.of(line(command, arguments), Path.of("/"), settings, said, said).process();
  }

  void down() {
    lamella("down");
  }

  /** The processes of a role, as {@code ps} names them. */
  List<ProcessHandle> processes(String role) {
    return byRole().getOrDefault(role, List.of());
  }

  /** All processes that {@code ps} names, by role. */
  Map<String, List<ProcessHandle>> byRole() {
    Map<String, List<ProcessHandle>> processes = new HashMap<>();
    for (JsonNode line : lamella("ps", "--json").expect(0).lines()) {
      List<ProcessHandle> ofRole =
          processes.computeIfAbsent(line.path("role").asText(), role -> new ArrayList<>());
      ProcessHandle.of(line.path("pid").asLong()).ifPresent(ofRole::add);
    }
    return processes;
  }

  /** Ends all processes at once, the supervisor first, as a crash of the machine does. */
  void crash() throws IOException {
    assumeItRunsItsServers();
    List<ProcessHandle> all = new ArrayList<>(noted(""));
    all.add(0, supervisor());
    all.forEach(ProcessHandle::destroyForcibly);
    await().atMost(START).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /**
   * Ends what runs of a role at once, as {@code kill -9} does; waits for it where it is just being
   * started again.
   */
  Killed kill(String role) {
    return await()
        .atMost(START)
        .pollInterval(LOOK)
        .until(() -> killWhatRuns(role), killed -> !killed.processes().isEmpty());
  }

  /** Asks what runs of a role to end, as a cluster does; it is started again. */
  void terminate(String role) throws IOException {
    noted(role).forEach(ProcessHandle::destroy);
  }

  /** As {@link #kill}, but does not wait: perhaps nothing runs now. */
  Killed killWhatRuns(String role) throws IOException {
    List<ProcessHandle> killed = noted(role);
    List<ProcessHandle> orphans = killed.stream().flatMap(ProcessHandle::descendants).toList();
    killed.forEach(ProcessHandle::destroyForcibly);
    return new Killed(killed, orphans);
  }

  /**
   * Processes that were killed.
   *
   * @param orphans what they had started, which lives on at first
   */
  record Killed(List<ProcessHandle> processes, List<ProcessHandle> orphans) {}

  /**
   * Asks what still runs of a role to end in order, as before a restart, and does not wait.
   *
   * @return who was asked
   */
  List<ProcessHandle> askToEnd(String role) throws IOException {
    List<ProcessHandle> asked = noted(role);
    if (!asked.isEmpty()) {
      // PostgreSQL takes TERM for a wish to wait until all clients are gone.
      signal(role.equals("postgresql") ? "INT" : "TERM", asked);
    }
    return asked;
  }

  /** What clients of a role connect to. */
  String address(String role) throws IOException {
    if (elsewhere != null && SERVERS.contains(role)) {
      return elsewhere.address(role);
    }
    for (JsonNode process : state().path("processes")) {
      if (process.path("role").asText().equals(role)) {
        return process.path("address").asText();
      }
    }
    throw new AssertionError("nothing of role " + role + " was started");
  }

  /** As {@link #isReady}, but as the supervisor has seen it last. */
  boolean saysItIsReady() throws IOException {
    return state().path("phase").asText().equals("READY");
  }

  private JsonNode state() throws IOException {
    return new ObjectMapper().readTree(data.resolve("state.json").toFile());
  }

  /** Leaves the test out where PostgreSQL and Kafka are no processes of this stack. */
  void assumeItRunsItsServers() {
    assumeThat(elsewhere).as("servers elsewhere").isNull();
  }

  /** The processes of a role, or of all, that the supervisor has noted last and that live. */
  private List<ProcessHandle> noted(String role) throws IOException {
    if (SERVERS.contains(role)) {
      assumeItRunsItsServers();
    }
    List<ProcessHandle> noted = new ArrayList<>();
    for (JsonNode process : state().path("processes")) {
      String[] identity = process.path("identity").asText().split(" ");
      if (role.isEmpty() || process.path("role").asText().equals(role)) {
        ProcessHandle.of(Long.parseLong(identity[0]))
            .filter(
                one ->
                    one.info()
                        .startInstant()
                        .map(Instant::toString)
                        .equals(Optional.of(identity[1])))
            .ifPresent(noted::add);
      }
    }
    return noted;
  }

  /** Lets the processes of a role stand still, connections open, until this is closed. */
  Standstill standStill(String role) throws IOException {
    List<ProcessHandle> all =
        noted(role).stream()
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .toList();
    if (all.isEmpty()) {
      throw new AssertionError("nothing of role " + role + " runs");
    }
    signal("STOP", all).expect(0);
    return new Standstill(all);
  }

  /** Lets nothing that died be started again until this is closed. */
  Standstill unattended() throws IOException {
    List<ProcessHandle> supervisor = List.of(supervisor());
    signal("STOP", supervisor).expect(0);
    return new Standstill(supervisor);
  }

  /** Processes that stand still. */
  record Standstill(List<ProcessHandle> processes) implements AutoCloseable {
    /** Waits, as whoever sees an outage does. */
    void until(Instant end) throws InterruptedException {
      new CountDownLatch(1)
          .await(Duration.between(Instant.now(), end).toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * What was killed meanwhile stays so. One that is dead counts as alive until whoever started it
     * has looked, which may be at any moment.
     */
    @Override
    public void close() {
      for (ProcessHandle process : processes) {
        if (process.isAlive() && signal("CONT", List.of(process)).exit() != 0) {
          assertThat(process.isAlive()).as("process %d stands still", process.pid()).isFalse();
        }
      }
    }
  }

  /** Lets a command, with all that it has started, stand still until this is closed. */
  static Standstill standStill(Started command) {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(command.process().toHandle()), command.process().descendants())
            .toList();
    signal("STOP", all).expect(0);
    return new Standstill(all);
  }

  private static Finished signal(String name, List<ProcessHandle> processes) {
    List<String> line = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> line.add(Long.toString(process.pid())));
    return Finished.of(line, Path.of("/"), Map.of(), Duration.ofSeconds(10));
  }

  /** The process that looks after all others. */
  ProcessHandle supervisor() throws IOException {
    String pid = Files.readString(data.resolve("lock")).split("\\s")[0];
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** True when everything that runs says it is ready. */
  boolean isReady() {
    List<JsonNode> processes = lamella("ps", "--json").lines();
    return !processes.isEmpty()
        && processes.stream().allMatch(line -> line.path("ready").asBoolean());
  }

  /** Runs a command about the stack to its end. */
  Finished lamella(String command, String... arguments) {
    return Finished.of(line(command, arguments), Path.of("/"), settings, START);
  }

  private List<String> line(String command, String... arguments) {
    List<String> line =
        new ArrayList<>(List.of(Project.SCRIPT, command, "--data-dir", data.toString()));
    line.addAll(List.of(arguments));
    return line;
  }

  private String[] upOptions(String... more) {
    if (elsewhere != null) {
      elsewhere.start();
    }
    List<String> all = new ArrayList<>(List.of("--port", Integer.toString(port)));
    all.addAll(options);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** One that the system gives to nobody who asks for any, so that it is still free in a minute. */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(16_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException e) {
        continue; // somebody's
      }
    }
  }
}
