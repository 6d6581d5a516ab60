package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.acceptance.PatientHttp.Answered;
import io.lamella.acceptance.Promises.Draft;
import io.lamella.acceptance.Promises.Sealed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients make versions, get and compare them, while processes are killed at random. One minute, or
 * {@code -Dlamella.kills.minutes=30}; the seed of a run is printed, and {@code
 * -Dlamella.kills.seed=...} runs the same choices again.
 */
class RandomKillsIT {
  private static final int CLIENTS = 3;

  private final long seed = Long.getLong("lamella.kills.seed", new Random().nextLong());
  private final Duration time = Duration.ofMinutes(Long.getLong("lamella.kills.minutes", 1));
  private final Perseverance perseverance = new Perseverance();
  private final Promises promises = new Promises();

  @TempDir private Path folder;
  private Stack stack;
  private PatientHttp http;

  @BeforeEach
  void start() throws IOException {
    System.out.println("random kills: -Dlamella.kills.seed=" + seed);
    stack = Stack.in(folder.resolve("data/stack"), "--scale", "sealer=1");
    stack.assumeItRunsItsServers();
    stack.up();
    http = new PatientHttp(stack.url(), perseverance);
  }

  @AfterEach
  void stop() {
    stack.down();
  }

  @Test
  void whatWasAcknowledgedOutlivesKillsAtRandom() throws Exception {
    // Given
    Random random = new Random(seed);
    Instant end = Instant.now().plus(time);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    List<Future<Integer>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String name = "client-" + i;
      clients.add(
          threads.submit(
              new KillsClient(
                  name,
                  Files.createDirectories(folder.resolve(name)),
                  stack,
                  perseverance,
                  promises,
                  new Random(random.nextLong()),
                  end)));
    }

    // When
    int kills = new Killer(stack, new Random(random.nextLong()), perseverance).killUntil(end);
    int rounds = rounds(clients);
    threads.shutdown();
    int meanwhile = promises.sealed().size();

    // Then
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(stack::isReady);
    int strangers = everyVersionIsSealedOrCanBe();
    assertThat(strangers)
        .as("versions that nobody was told of")
        .isLessThanOrEqualTo(promises.uncertainVersions());
    for (Sealed version : promises.sealed().values()) {
      assertThat(content(version.id())).as("version %s", version.id()).isEqualTo(version.told());
    }
    System.out.printf(
        "random kills: seed %d, %d kills, %d rounds, %d versions told FINAL meanwhile, %d in all,"
            + " %d drafts left, %d strangers%n",
        seed,
        kills,
        rounds,
        meanwhile,
        promises.sealed().size(),
        promises.left().size(),
        strangers);
    assertThat(kills).as("processes were killed").isPositive();
    assertThat(rounds).as("clients got something done").isPositive();
    assertThat(meanwhile).as("versions became FINAL among kills").isPositive();
  }

  private static int rounds(List<Future<Integer>> clients) throws InterruptedException {
    int rounds = 0;
    List<Throwable> failures = new ArrayList<>();
    for (Future<Integer> client : clients) {
      try {
        rounds += client.get();
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      }
    }
    AssertionError all = new AssertionError(failures.size() + " clients failed");
    failures.forEach(all::addSuppressed);
    if (!failures.isEmpty()) {
      throw all;
    }
    return rounds;
  }

  /**
   * Seals what is open, the drafts that clients left included, so that they are checked as all
   * others are.
   *
   * @return number of versions that no client was told of
   */
  private int everyVersionIsSealedOrCanBe() throws InterruptedException {
    Set<String> known = new HashSet<>(promises.sealed().keySet());
    for (Draft draft : promises.left()) {
      known.add(draft.id);
      seal(draft.id);
      promises.sealed(draft.sealed());
    }
    int strangers = 0;
    for (JsonNode version : all()) {
      String id = version.path("id").asText();
      if (!known.contains(id)) {
        strangers++;
        seal(id);
      }
    }
    for (JsonNode version : all()) {
      assertThat(version.path("state").asText()).as("%s", version).isEqualTo("FINAL");
      assertThat(version.path("sealing").asBoolean()).as("%s", version).isFalse();
    }
    return strangers;
  }

  private void seal(String id) throws InterruptedException {
    JsonNode version = http.get("/v1/versions/" + id).expect(200).json();
    String state = version.path("state").asText();
    if (state.equals("FAILED")) {
      assertThat(version.path("failure").path("code").asText()).isNotEmpty();
    }
    if (Set.of("FAILED", "ABORTED").contains(state)) {
      http.post("/v1/versions/" + id + "/resume", Map.of()).expect(200);
    }
    assertThat(KillsClient.finalizes(http, perseverance, id)).as("%s is sealed", id).isTrue();
  }

  private List<JsonNode> all() throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String after = "";
    do {
      JsonNode page =
          http.get("/v1/versions?project=kills&unfinished=true&limit=100" + after)
              .expect(200)
              .json();
      page.path("items").forEach(all::add);
      after = page.path("next").isTextual() ? "&after=" + page.path("next").asText() : "";
    } while (!after.isEmpty());
    return all;
  }

  /** The whole version as a tar stream, unpacked. */
  private Map<String, String> content(String id) throws Exception {
    String ticket = http.get("/v1/versions/" + id).expect(200).json().path("ticket").asText();
    Answered tar = http.get("/v1/contents/" + id + "/tar?ticket=" + ticket).expect(200);
    Path target = Files.createDirectories(folder.resolve("checked").resolve(id));
    Path file = folder.resolve("checked").resolve(id + ".tar");
    Files.copy(new ByteArrayInputStream(tar.body()), file);
    Finished.of(
            List.of("tar", "xf", file.toString(), "-C", target.toString()),
            folder,
            Map.of(),
            Duration.ofMinutes(1))
        .expect(0);
    return Folders.content(target);
  }
}
