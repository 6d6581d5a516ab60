package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is lost when something dies. */
class FaultsIT {
  private static final long MIB = 1 << 20;
  private static final int NO_SERVER = 6;

  /** Of 32 MiB each. */
  private static final int PARTS = 3;

  /** What heals by itself does so sooner than as it comes, so that less time is waited for it. */
  private static final Map<String, String> SETTINGS =
      Map.of("LAMELLA_SEAL_RETRY", "PT5S", "LAMELLA_SEALING_CLAIM", "PT10S");

  @TempDir private static Path home;
  private static Stack stack;

  /** Takes long enough to be cut off on the way: several packs. */
  @TempDir private static Path large;

  private static Map<String, String> largeContent;

  @TempDir private Path folder;
  private Machine laptop;
  private Machine pod;
  private Door door;

  @BeforeAll
  static void start() throws IOException {
    stack = Stack.in(home.resolve("data"), SETTINGS, "--scale", "sealer=1");
    stack.up();
  }

  @AfterAll
  static void stop() {
    stack.down();
  }

  @BeforeAll
  static void files() throws IOException {
    for (int i = 0; i < PARTS; i++) {
      Folders.random(large.resolve("part-" + i + ".bin"), 32 * MIB, 100 + i);
    }
    Folders.small(large.resolve("small"), 200);
    largeContent = Folders.content(large);
  }

  @BeforeEach
  void machines() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), stack.url());
    pod = new Machine(folder.resolve("pod"), stack.url());
    door = new Door(stack.url());
  }

  @Test
  void aCutOffAddGoesOnWithoutSendingAgainWhatArrived() throws Exception {
    // Given
    laptop.run("create", "--project", "faults-cut", "--name", "cut");
    long packs = storedPacks();
    Started add = laptop.start("add", "--files", large.toString());
    soon().until(() -> storedPacks() > packs);

    // When
    add.kill();
    JsonNode again = laptop.run("add", "--files", large.toString());
    laptop.run("close");

    // Then
    assertThat(again.path("bytesSent").asLong()).isLessThan(PARTS * 32 * MIB);
    Path copy = Path.of(pod.run("get", "faults-cut/cut").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(largeContent);
  }

  @Test
  void aKilledGetLeavesNothingHalfMade() throws Exception {
    // Given
    version("faults", "half");
    Path target = folder.resolve("target");
    Started get = pod.start("get", "faults/half", "--copy", target.toString());
    soon().until(() -> hasContent(folder));

    // When
    get.kill();

    // Then
    assertThat(target).doesNotExist();
    pod.run("get", "faults/half", "--copy", target.toString());
    assertThat(Folders.content(target)).isEqualTo(largeContent);

    // When: the copy that a machine's commands share
    Path other = folder.resolve("other");
    Machine shared = new Machine(other, stack.url());
    Started sharing = shared.start("get", "faults/half");
    soon().until(() -> hasContent(other));
    sharing.kill();

    // Then
    assertThat(shared.lamella("cache", "ls").expect(0).lines()).isEmpty();
    Path copy = Path.of(shared.run("get", "faults/half").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(largeContent);
    assertThat(shared.lamella("cache", "ls").expect(0).lines()).hasSize(1);
  }

  /** How a process comes to its end. */
  private enum End {
    KILLED,
    ASKED
  }

  @ParameterizedTest
  @CsvSource({
    "metadata, KILLED",
    "upload, KILLED",
    "sealer, KILLED",
    "cache, KILLED",
    "edge, KILLED",
    "kafka, KILLED",
    "postgresql, KILLED",
    "postgresql, ASKED"
  })
  void aVersionGoesInIsSealedAndComesOutThoughAProcessEndsEachTime(String role, End end)
      throws Exception {
    // Given
    String project = "ends-" + role + "-" + end;
    String id = laptop.run("create", "--project", project, "--name", "v").path("id").asText();
    Path store = stack.data().resolve("store/packs");
    Set<Path> before = Unusable.domains(store);
    long packs = storedPacks();
    Path target = folder.resolve("target");
    List<ProcessHandle> ended = new ArrayList<>();

    // When
    Started add = laptop.start("add", "--id", id, "--files", large.toString());
    soon().until(() -> storedPacks() > packs);
    ended.addAll(end(role, end));
    endsOrIsToBeDoneAgain(add, laptop, "add", "--id", id, "--files", large.toString());
    try (Unusable domain = Unusable.of(Unusable.domainBeside(before, store))) {
      assertThat(domain.folder()).isRegularFile();
      patiently(laptop, "close", "--id", id, "--no-wait");
      await().atMost(Duration.ofMinutes(2)).until(() -> sealWasTried(id));
      assertThat(door.version(id).path("sealing").asBoolean()).isTrue();
      ended.addAll(end(role, end));
    }
    laptop.awaitFinal(id);
    await().atMost(Duration.ofMinutes(2)).until(stack::saysItIsReady);
    Started get = pod.start("get", project + "/v", "--copy", target.toString());
    soon().until(() -> hasContent(folder));
    ended.addAll(end(role, end));
    endsOrIsToBeDoneAgain(
        get, pod, "get", project + "/v", "--overwrite", "--copy", target.toString());

    // Then
    assertThat(Folders.content(target)).isEqualTo(largeContent);
    await().atMost(Duration.ofMinutes(2)).until(stack::saysItIsReady);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(ended).noneMatch(ProcessHandle::isAlive));
  }

  /** Ends what runs of a role; answers all that has to be gone then. */
  private static List<ProcessHandle> end(String role, End end) {
    if (end == End.ASKED) {
      return await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> stack.askToEnd(role), asked -> !asked.isEmpty());
    }
    Stack.Killed killed = stack.kill(role);
    assertThat(killed.orphans().isEmpty())
        .as("%s has processes of its own", role)
        .isEqualTo(!role.equals("postgresql"));
    return Stream.of(killed.processes(), killed.orphans()).flatMap(List::stream).toList();
  }

  private static boolean sealWasTried(String id) throws IOException {
    for (String log : List.of("logs/upload.log", "logs/sealer.log")) {
      if (Files.readString(stack.data().resolve(log)).contains("seal of " + id)) {
        return true;
      }
    }
    return false;
  }

  /** Kafka comes back without knowing what its consumers have read, and tells them all of it. */
  @Test
  void aCrashOfEverythingLosesNothingThoughKafkaForgetsItsConsumers() throws Exception {
    stack.assumeItRunsItsServers();
    // Given
    Path source = folder.resolve("source");
    Folders.small(source, 200);
    String old = draft("old", source);
    laptop.run("close", "--id", old);
    JsonNode before = withoutTicket(old);
    String sealing = draft("sealing", source);
    String open = draft("open", source);
    laptop.run("close", "--id", sealing, "--no-wait");

    // When
    stack.crash();
    try (Stream<Path> kept = Files.list(stack.data().resolve("kafka/data"))) {
      List<Path> offsets =
          kept.filter(path -> path.getFileName().toString().startsWith("__consumer_offsets"))
              .toList();
      assertThat(offsets).isNotEmpty();
      for (Path path : offsets) {
        Folders.delete(path);
      }
    }
    stack.up();

    // Then
    laptop.awaitFinal(sealing);
    assertThat(laptop.run("close", "--id", open).path("state").asText()).isEqualTo("FINAL");
    for (String id : List.of(old, sealing, open)) {
      assertThat(Folders.content(Path.of(pod.run("get", id).path("path").asText())))
          .isEqualTo(Folders.content(source));
    }
    assertThat(withoutTicket(old)).isEqualTo(before);
  }

  @Test
  void aVersionThatHungBecauseKafkaLostEverythingIsSealed() throws IOException {
    stack.assumeItRunsItsServers();
    // Given: only Kafka knows that it is to be sealed
    Path source = folder.resolve("source");
    Folders.small(source, 20);
    String id = draft("hung", source);
    Path kafka = stack.data().resolve("kafka/data");
    long asked = size(kafka, "lamella.seals-");
    try (Stack.Standstill upload = stack.standStill("upload")) {
      assertThat(upload.processes()).isNotEmpty();
      laptop.run("close", "--id", id, "--no-wait");
      soon().until(() -> size(kafka, "lamella.seals-") > asked);

      // When
      stack.crash();
    }
    Folders.delete(kafka);
    stack.up();

    // Then
    laptop.awaitFinal(id);
    assertThat(Folders.content(Path.of(pod.run("get", id).path("path").asText())))
        .isEqualTo(Folders.content(source));
    assertThat(laptop.run("close", "--id", draft("next", source)).path("state").asText())
        .isEqualTo("FINAL");
  }

  @Test
  void aVersionWhoseSealWasToldToAKafkaThatLostEverythingIsFinal() throws IOException {
    stack.assumeItRunsItsServers();
    // Given: it is sealed, and only Kafka was told so
    Path source = folder.resolve("source");
    Folders.small(source, 20);
    String id = draft("untold", source);
    Path kafka = stack.data().resolve("kafka/data");
    long asked = size(kafka, "lamella.seals-");
    long told = size(kafka, "lamella.uploads-");
    try (Stack.Standstill upload = stack.standStill("upload");
        Stack.Standstill sealer = stack.standStill("sealer")) {
      assertThat(upload.processes()).doesNotContainAnyElementsOf(sealer.processes());
      laptop.run("close", "--id", id, "--no-wait");
      soon().until(() -> size(kafka, "lamella.seals-") > asked);
      try (Stack.Standstill metadata = stack.standStill("metadata")) {
        upload.close();
        sealer.close();
        soon().until(() -> size(kafka, "lamella.uploads-") > told);
        assertThat(metadata.processes()).isNotEmpty();

        // When
        stack.crash();
      }
    }
    Folders.delete(kafka);
    stack.up();

    // Then
    laptop.awaitFinal(id);
    assertThat(Folders.content(Path.of(pod.run("get", id).path("path").asText())))
        .isEqualTo(Folders.content(source));
  }

  @Test
  void whatKafkaTellsTwiceAndWhatIsNoEventChangeNothing() throws Exception {
    // Given
    Path source = folder.resolve("source");
    Folders.small(source, 20);
    String old = draft("twice", source);
    laptop.run("close", "--id", old);
    JsonNode before = withoutTicket(old);
    String id = draft("behind", source);
    Broker broker = new Broker(stack.address("kafka"));
    List<String> topics = List.of("lamella.seals", "lamella.uploads");

    // When: all that was ever said, and then a byte, in the way of what is said next
    List<ProducerRecord<String, byte[]>> again = new ArrayList<>();
    for (String topic : topics) {
      broker
          .all(topic)
          .forEach(
              r ->
                  again.add(
                      new ProducerRecord<>(topic, null, null, r.key(), r.value(), r.headers())));
      again.add(new ProducerRecord<>(topic, id, new byte[] {1}));
    }
    broker.send(again);
    JsonNode closed = laptop.run("close", "--id", id);

    // Then
    assertThat(closed.path("state").asText()).isEqualTo("FINAL");
    for (String topic : topics) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  broker.all(topic + ".dlq").stream()
                      .anyMatch(r -> id.equals(r.key()) && r.value().length == 1));
    }
    assertThat(withoutTicket(old)).isEqualTo(before);
  }

  @Test
  void whoeverComesWhenPostgresqlHasNoConnectionLeftIsToldToComeAgainAndIsServedThen()
      throws Exception {
    // Given: a service that needs new connections
    String id =
        laptop.run("create", "--project", "faults", "--name", "crowded").path("id").asText();
    try (FullDatabase others = new FullDatabase(stack.address("postgresql"))) {
      Path log = stack.data().resolve("logs/metadata.log");
      int said = Files.readString(log).length();
      others.fill();
      stack.kill("metadata");

      // When: it is killed again where it was faster than we and got a connection after all
      AtomicReference<HttpResponse<String>> refused = new AtomicReference<>();
      await()
          .atMost(Duration.ofMinutes(4))
          .ignoreExceptionsInstanceOf(TimeoutException.class)
          .until(
              () -> {
                others.fill();
                HttpResponse<String> answer = door.ask(id).get(1, TimeUnit.MINUTES);
                if (answer.statusCode() == 200) {
                  stack.kill("metadata");
                }
                refused.set(answer);
                String says = Files.readString(log);
                return answer.statusCode() == 503
                    && says.substring(Math.min(said, says.length())).contains("too many clients");
              });

      // Then
      assertThat(refused.get().headers().firstValue("Retry-After"))
          .as(refused.get().body())
          .isPresent();
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> door.ask(id).get(1, TimeUnit.MINUTES).statusCode() == 200);
  }

  private JsonNode withoutTicket(String id) throws IOException, InterruptedException {
    return ((ObjectNode) door.version(id)).without("ticket");
  }

  private String draft(String name, Path source) {
    JsonNode draft = laptop.run("create", "--project", "faults", "--name", name);
    String id = draft.path("id").asText();
    laptop.run("add", "--id", id, "--files", source.toString());
    return id;
  }

  private void version(String project, String name) {
    laptop.run("create", "--project", project, "--name", name);
    laptop.run("add", "--files", large.toString());
    laptop.run("close");
  }

  /** The command goes on once the process is back, or says that the server went away. */
  private static void endsOrIsToBeDoneAgain(Started command, Machine machine, String... again)
      throws Exception {
    Finished finished = command.finished(Duration.ofMinutes(3));
    if (finished.exit() != 0) {
      finished.expect(NO_SERVER);
      patiently(machine, again);
    }
  }

  private static void patiently(Machine machine, String... command) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> machine.lamella(command), finished -> finished.exit() != NO_SERVER)
        .expect(0);
  }

  /** Looks often, so that what is waited for is still under way. */
  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(10));
  }

  /** Packs that have arrived as a whole. */
  private long storedPacks() {
    return count(
        stack.data().resolve("store"),
        path -> path.toFile().length() > MIB && !path.toString().contains("~temporary"));
  }

  /** Bytes that the broker has on the topics of this prefix. */
  private static long size(Path broker, String topic) {
    try (Stream<Path> walk = Files.walk(broker)) {
      return walk.filter(path -> path.toString().contains(topic))
          .filter(path -> path.toString().endsWith(".log"))
          .mapToLong(path -> path.toFile().length())
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static boolean hasContent(Path folder) {
    return count(folder, path -> path.toString().endsWith(".bin")) > 0;
  }

  /** Files that fit, in a folder where others come and go: looks again when one just went. */
  private static long count(Path folder, Predicate<Path> fits) {
    while (true) {
      try (Stream<Path> walk = Files.walk(folder)) {
        return walk.filter(fits).count();
      } catch (UncheckedIOException e) {
        continue;
      } catch (IOException e) {
        return 0;
      }
    }
  }
}
