package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.acceptance.PatientHttp.Answered;
import io.lamella.acceptance.Promises.Draft;
import io.lamella.acceptance.Promises.Sealed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A machine that makes versions, gets and compares them, while processes are killed around it: it
 * does again what was cut off, and takes no wrong answer.
 */
final class KillsClient implements Callable<Integer> {
  private static final String PROJECT = "kills";
  private static final int NO_SERVER = 6;

  /** Contents that several versions have are stored once, whoever brings them first. */
  private static final int SHARED_CONTENTS = 200;

  private final String name;
  private final Machine machine;
  private final Path folder;
  private final PatientHttp http;
  private final Perseverance perseverance;
  private final Promises promises;
  private final Random random;
  private final Instant end;
  private final Map<String, Recipe> synced = new TreeMap<>();
  private int counter;

  /**
   * @param folder an empty folder of this client's own
   * @param end when it begins nothing more
   */
  KillsClient(
      String name,
      Path folder,
      Stack stack,
      Perseverance perseverance,
      Promises promises,
      Random random,
      Instant end)
      throws IOException {
    this.name = name;
    this.folder = folder;
    this.machine = new Machine(folder.resolve("machine"), stack.url());
    this.http = new PatientHttp(stack.url(), perseverance);
    this.perseverance = perseverance;
    this.promises = promises;
    this.random = random;
    this.end = end;
  }

  /** Works until the end; answers the number of rounds. */
  @Override
  public Integer call() throws Exception {
    int rounds = 0;
    try {
      for (; Instant.now().isBefore(end); rounds++) {
        if (random.nextInt(4) == 0) {
          sync();
        } else {
          version();
        }
        read();
      }
      return rounds;
    } catch (Throwable e) {
      perseverance.fail();
      throw e;
    }
  }

  private void version() throws Exception {
    Sealed parent = promises.isEmpty() || random.nextInt(3) == 0 ? null : promises.any(random);
    Draft draft = new Draft(create(parent), parent == null ? Map.of() : parent.content());
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      change(draft);
    }
    if (random.nextInt(8) == 0 && !giveUpAndTakeBack(draft)) {
      promises.left(draft);
    } else if (random.nextInt(6) == 0) {
      promises.left(draft);
    } else {
      seal(draft);
    }
  }

  private String create(@Nullable Sealed parent) throws Exception {
    List<String> parents = parent == null ? List.of() : List.of(parent.id());
    if (random.nextInt(3) > 0) {
      return http.post(
              "/v1/versions",
              Map.of("project", PROJECT, "name", name, "parents", parents),
              "Idempotency-Key",
              UUID.randomUUID().toString())
          .expect(201)
          .json()
          .path("id")
          .asText();
    }
    List<String> command = new ArrayList<>(List.of("create", "--project", PROJECT, "--name", name));
    if (parent != null) {
      command.addAll(List.of("--parents", parent.id()));
    }
    Tried tried = command(command);
    for (int attempt = 1; attempt < tried.attempts(); attempt++) {
      promises.uncertain();
    }
    return tried.finished().expect(0).json().path("id").asText();
  }

  private void change(Draft draft) throws Exception {
    int kind = random.nextInt(10);
    if (kind < 2) {
      add(draft);
    } else if (kind < 7) {
      put(draft, freshPath(), recipe());
    } else {
      List<String> settled =
          draft.content.keySet().stream().filter(p -> !draft.unsettled.contains(p)).toList();
      if (settled.isEmpty()) {
        put(draft, freshPath(), recipe());
      } else {
        String path = settled.get(random.nextInt(settled.size()));
        if (kind == 7) {
          put(draft, path, recipe());
        } else {
          remove(draft, path, kind == 8);
        }
      }
    }
  }

  private void add(Draft draft) throws Exception {
    Path files = folder.resolve("files-" + counter++);
    Map<String, Recipe> added = new TreeMap<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      added.put(freshPath(), recipe());
    }
    for (Map.Entry<String, Recipe> file : added.entrySet()) {
      file.getValue().writeTo(files.resolve(file.getKey()));
    }
    Tried tried = command(List.of("add", "--id", draft.id, "--files", files.toString()));
    tried.finished().expect(0);
    added.forEach(draft::put);
    if (tried.attempts() > 1) {
      draft.unsettled.addAll(added.keySet());
    }
  }

  private void put(Draft draft, String path, Recipe file) throws Exception {
    Answered answered = http.send("PUT", file(draft.id, path), file.bytes()).expect(201);
    draft.put(path, file);
    if (answered.attempts() > 1) {
      draft.unsettled.add(path);
    }
  }

  private void remove(Draft draft, String path, boolean byCommand) throws Exception {
    int attempts;
    if (byCommand) {
      Tried tried = command(List.of("remove", "--id", draft.id, "--files", path));
      attempts = tried.attempts();
      if (attempts == 1 || tried.finished().exit() != 3) {
        tried.finished().expect(0);
      }
    } else {
      attempts = http.send("DELETE", file(draft.id, path), new byte[0]).expect(200).attempts();
    }
    draft.remove(path);
    if (attempts > 1) {
      draft.unsettled.add(path);
    }
  }

  /** False when an unanswered abort may still take effect. */
  private boolean giveUpAndTakeBack(Draft draft) throws Exception {
    Answered aborted = http.post("/v1/versions/" + draft.id + "/abort", Map.of()).expect(200);
    assertThat(aborted.json().path("state").asText()).isEqualTo("ABORTED");
    if (aborted.attempts() > 1) {
      return false;
    }
    Answered resumed = http.post("/v1/versions/" + draft.id + "/resume", Map.of()).expect(200);
    assertThat(resumed.json().path("state").asText()).isEqualTo("UPLOADING");
    return true;
  }

  private void seal(Draft draft) throws Exception {
    if (random.nextInt(3) == 0) {
      Finished closed = command(List.of("close", "--id", draft.id)).finished();
      if (closed.exit() == 1 && closed.problem().path("code").asText().equals("seal-failed")) {
        heal(draft);
        return;
      }
      assertThat(closed.expect(0).json().path("state").asText()).isEqualTo("FINAL");
      promises.sealed(draft.sealed());
    } else if (finalizes(draft)) {
      promises.sealed(draft.sealed());
    } else {
      heal(draft);
    }
  }

  /**
   * A version that failed says why, is resumed, and is sealed then, with what was acknowledged
   * before: nothing is sent again.
   */
  private void heal(Draft draft) throws Exception {
    JsonNode version = http.get("/v1/versions/" + draft.id).expect(200).json();
    assertThat(version.path("state").asText()).isEqualTo("FAILED");
    String code = version.path("failure").path("code").asText();
    System.out.println("healing " + draft.id + ": " + version.path("failure"));
    assertThat(code)
        .as("what was acknowledged is there")
        .isNotEmpty()
        .isNotEqualTo("missing-content");
    http.post("/v1/versions/" + draft.id + "/resume", Map.of()).expect(200);
    assertThat(finalizes(draft)).as("a version that was resumed is sealed").isTrue();
    promises.sealed(draft.sealed());
  }

  /** Finalizes and waits for the end; false when it failed. */
  private boolean finalizes(Draft draft) throws Exception {
    return finalizes(http, perseverance, draft.id);
  }

  static boolean finalizes(PatientHttp http, Perseverance perseverance, String id)
      throws InterruptedException {
    JsonNode operation =
        http.post("/v1/versions/" + id + "/finalize", Map.of()).expect(200, 202).json();
    Perseverance.Attempts looks = perseverance.at("sealing " + id);
    while (operation.path("status").asText().equals("running")) {
      looks.look(operation.toString());
      operation = http.get("/v1/operations/" + operation.path("id").asText()).expect(200).json();
    }
    String status = operation.path("status").asText();
    assertThat(status).as("the operation %s", operation).isIn("done", "failed");
    return status.equals("done");
  }

  private void sync() throws Exception {
    Path files = Files.createDirectories(folder.resolve("synced"));
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      if (!synced.isEmpty() && random.nextInt(3) == 0) {
        String path = List.copyOf(synced.keySet()).get(random.nextInt(synced.size()));
        synced.remove(path);
        Folders.deleteWithEmptied(files.resolve(path), files);
      } else {
        String path = freshPath();
        Recipe file = recipe();
        synced.put(path, file);
        file.writeTo(files.resolve(path));
      }
    }
    Tried tried =
        command(
            List.of(
                "sync",
                "--project",
                PROJECT,
                "--name",
                name + "-synced",
                "--folder",
                files.toString()));
    for (int attempt = 1; attempt < tried.attempts(); attempt++) {
      promises.uncertain();
    }
    String id = tried.finished().expect(0).json().path("id").asText();
    promises.sealed(new Sealed(id, synced));
  }

  private void read() throws Exception {
    if (promises.isEmpty()) {
      return;
    }
    Sealed version = promises.any(random);
    switch (random.nextInt(8)) {
      case 0 -> {
        Path copy = folder.resolve("copy-" + counter++);
        command(List.of("get", version.id(), "--overwrite", "--copy", copy.toString()))
            .finished()
            .expect(0);
        assertThat(Folders.content(copy))
            .as("a copy of %s", version.id())
            .isEqualTo(version.told());
      }
      case 1 -> {
        Finished got = command(List.of("get", version.id())).finished().expect(0);
        assertThat(Folders.content(Path.of(got.json().path("path").asText())))
            .as("the shared copy of %s", version.id())
            .isEqualTo(version.told());
      }
      case 2 -> compare(version, promises.any(random));
      default -> {
        for (Map.Entry<String, Recipe> file : version.content().entrySet()) {
          byte[] got = http.get(file(version.id(), file.getKey())).expect(200).body();
          assertThat(Recipe.told(got))
              .as("%s of %s", file.getKey(), version.id())
              .isEqualTo(file.getValue().told());
        }
      }
    }
  }

  private void compare(Sealed before, Sealed after) throws Exception {
    List<JsonNode> lines =
        command(List.of("compare", before.id(), after.id())).finished().expect(0).lines();
    Set<String> gone = new TreeSet<>();
    Set<String> come = new TreeSet<>();
    Set<String> modified = new TreeSet<>();
    for (JsonNode line : lines.subList(0, lines.size() - 1)) {
      switch (line.path("change").asText()) {
        case "added" -> come.add(line.path("path").asText());
        case "removed" -> gone.add(line.path("path").asText());
        case "modified" -> modified.add(line.path("path").asText());
        default -> {
          come.add(line.path("path").asText());
          gone.add(line.path("from").asText());
        }
      }
    }
    String what = "from %s to %s".formatted(before.id(), after.id());
    assertThat(come).as("come, " + what).isEqualTo(without(after, before));
    assertThat(gone).as("gone, " + what).isEqualTo(without(before, after));
    assertThat(modified)
        .as("modified, " + what)
        .isEqualTo(
            before.content().entrySet().stream()
                .filter(file -> after.content().containsKey(file.getKey()))
                .filter(file -> !file.getValue().equals(after.content().get(file.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Set<String> without(Sealed version, Sealed other) {
    Set<String> paths = new TreeSet<>(version.content().keySet());
    paths.removeAll(other.content().keySet());
    return paths;
  }

  /** A command that has ended otherwise than for lack of a server. */
  private record Tried(Finished finished, int attempts) {}

  private Tried command(List<String> command) throws IOException, InterruptedException {
    String[] line = command.toArray(String[]::new);
    Perseverance.Attempts attempts = perseverance.at(String.join(" ", command));
    if (random.nextInt(6) == 0) {
      Started cut = machine.start(line);
      boolean ended = cut.process().waitFor(200 + random.nextInt(1_500), TimeUnit.MILLISECONDS);
      cut.kill();
      attempts.again(ended ? "it was done already" : "it was cut off");
    }
    while (true) {
      Finished finished = machine.lamella(line);
      if (finished.exit() != NO_SERVER) {
        return new Tried(finished, attempts.count());
      }
      attempts.again(finished.err());
    }
  }

  /** A path that this client has never used. */
  private String freshPath() {
    return "%s/part-%d/file-%d.bin".formatted(name, random.nextInt(3), counter++);
  }

  private Recipe recipe() {
    long seed = random.nextInt(3) == 0 ? random.nextInt(SHARED_CONTENTS) : random.nextLong();
    boolean large = random.nextInt(12) == 0;
    Random sized = new Random(seed);
    return new Recipe(seed, large ? 300_000 + sized.nextInt(300_000) : 1 + sized.nextInt(20_000));
  }

  private static String file(String version, String path) {
    assertThat(path.getBytes(StandardCharsets.US_ASCII))
        .isEqualTo(path.getBytes(StandardCharsets.UTF_8));
    return "/v1/versions/" + version + "/files/" + path;
  }
}
