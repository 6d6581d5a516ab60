package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What {@code up}, {@code ps} and {@code logs} promise, on a stack that others may reach. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** It is done where nothing else wants the processors. */
  private static final Duration MAKING = Duration.ofMinutes(10);

  private static final String TOKEN = "w-0123456789abcdef0123456789abcdef";

  @TempDir private static Path home;
  private static Stack stack;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    Path tokens = Files.writeString(home.resolve("tokens"), TOKEN + " writer willy\n");
    stack =
        Stack.in(
            home.resolve("data/stack"),
            Map.of("LAMELLA_DRAFT_IDLE", "PT20S", "LAMELLA_DRAFT_IDLE_CHECK", "PT1S"),
            "--scale",
            "worker=1,sealer=2",
            "--listen",
            "0.0.0.0",
            "--tokens-file",
            tokens.toString());
    stack.up();
  }

  @AfterAll
  static void stop() {
    stack.down();
  }

  @Test
  void everyProcessThatWasAskedForRunsInAFolderThatOthersCannotList() throws IOException {
    stack.assumeItRunsItsServers();
    stack.up();

    assertThat(stack.isReady()).isTrue();
    Map<String, List<ProcessHandle>> processes = stack.byRole();
    assertThat(processes.get("worker")).hasSize(1);
    assertThat(processes.get("sealer")).hasSize(2);
    assertThat(processes)
        .containsOnlyKeys(
            "postgresql", "kafka", "metadata", "upload", "worker", "sealer", "cache", "edge");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stack.data())))
        .isEqualTo("rwx--x--x");
  }

  @Test
  void onlyWhoBearsATokenIsLetIn() throws IOException {
    stack.up();
    Machine stranger = new Machine(folder.resolve("stranger"), stack.url());
    Machine laptop = new Machine(folder.resolve("laptop"), stack.url(), TOKEN);

    Finished refused = stranger.lamella("create", "--project", "stack", "--name", "mine");
    version(laptop, "token");

    assertThat(refused.expect(5).problem().path("status").asInt()).isEqualTo(401);
  }

  @Test
  void theDraftOfADatasetThatAnUploadNamesIsItsSenders() throws Exception {
    // Given
    stack.up();
    Machine laptop = new Machine(folder.resolve("laptop"), stack.url(), TOKEN);
    HttpRequest.Builder upload =
        HttpRequest.newBuilder(stack.url().resolve("/v1/tus"))
            .header("Tus-Resumable", "1.0.0")
            .header("Upload-Length", "0")
            .header("Upload-Metadata", "path YQ==,project c3RhY2s=,dataset bmFtZWQ=")
            .POST(BodyPublishers.noBody());
    HttpClient http = HttpClient.newHttpClient();

    // When
    HttpResponse<String> stranger = http.send(upload.build(), BodyHandlers.ofString());
    upload.header("Authorization", "Bearer " + TOKEN);
    HttpResponse<String> willy = http.send(upload.build(), BodyHandlers.ofString());

    // Then
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(willy.statusCode()).as(willy.body()).isEqualTo(201);
    JsonNode version =
        laptop.run("show", willy.headers().firstValue("Lamella-Version").orElseThrow());
    assertThat(version.path("project").asText()).isEqualTo("stack");
    assertThat(version.path("name").asText()).isEqualTo("named");
    assertThat(version.path("createdBy").asText()).isEqualTo("willy");
  }

  @Test
  void aDraftThatNobodyTouchesIsGivenUpAndKeepsWhatItHas() throws IOException {
    // Given
    stack.up();
    Machine laptop = new Machine(folder.resolve("laptop"), stack.url(), TOKEN);
    Path source = Files.createDirectories(folder.resolve("idle"));
    Files.writeString(source.resolve("a.txt"), "kept");
    String id = laptop.run("create", "--project", "stack", "--name", "idle").path("id").asText();
    laptop.run("add", source.toString());

    // When
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> laptop.run("show", id).path("state").asText().equals("ABORTED"));
    Finished refused = laptop.lamella("add", "--id", id, "--files", source.toString()).expect(4);
    laptop.run("resume", id);
    JsonNode closed = laptop.run("close", "--id", id);

    // Then
    assertThat(refused.problem().path("detail").asText()).contains("resume");
    assertThat(closed.path("files").asInt()).isEqualTo(1);
  }

  @Test
  void isNotOpenedToOthersWithoutTokens() throws IOException {
    Stack open = Stack.in(folder.resolve("open"), "--listen", "0.0.0.0");

    Finished refused = open.lamella("up", "--listen", "0.0.0.0").expect(2);

    assertThat(refused.err()).contains("--tokens-file");
    assertThat(open.data()).doesNotExist();
  }

  @Test
  void upWaitsForWhatWasKilledAndItsLogIsFollowed() throws Exception {
    // Given
    stack.up();
    await().atMost(MAKING).until(Project::keepsClasses);
    ProcessHandle killed = stack.processes("metadata").get(0);
    Path said = folder.resolve("said");
    Process logs = stack.start(said, "logs", "metadata", "-f");
    await().atMost(LIMIT).until(() -> Files.size(said) > 0);
    long before = Files.size(said);

    // When
    killed.destroyForcibly();
    Finished again = stack.up();

    // Then
    assertThat(again.out()).contains("already up");
    assertThat(stack.isReady()).isTrue();
    assertThat(stack.processes("metadata")).hasSize(1).doesNotContain(killed);
    assertThat(stack.processes("metadata").get(0).info().commandLine())
        .as("starts with the classes that were kept")
        .hasValueSatisfying(line -> assertThat(line).contains("-XX:SharedArchiveFile"));
    await().atMost(LIMIT).until(() -> Files.size(said) > before);
    logs.destroy();
  }

  @Test
  void upAfterAKilledSupervisorEndsWhatItLeftAndHasTheData() throws Exception {
    // Given
    stack.up();
    Machine laptop = new Machine(folder.resolve("laptop"), stack.url(), TOKEN);
    Path source = version(laptop, "kept");
    List<ProcessHandle> left = everything(stack);
    ProcessHandle supervisor = stack.supervisor();

    // When
    supervisor.destroyForcibly();
    await().atMost(LIMIT).until(() -> !supervisor.isAlive());
    stack.lamella("ps").expect(1);
    Finished again = stack.up();

    // Then
    assertThat(again.out()).contains("Lamella is up after");
    assertThat(left).noneMatch(ProcessHandle::isAlive);
    Path copy = Path.of(laptop.run("get", "stack/kept").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }

  /** Comes last: it stops what the others share. */
  @Test
  @Order(Integer.MAX_VALUE)
  void inTheForegroundItStaysUntilItIsToldToEndAndStopsEverything() throws Exception {
    stack.assumeItRunsItsServers();
    // Given
    stack.down();
    Stack own = Stack.in(stack.data());
    Path said = folder.resolve("said");
    Process foreground = own.foreground(said);
    await().atMost(LIMIT).until(() -> Files.readString(said).contains("ends on interrupt"));
    Path second = folder.resolve("second");
    Process other = own.foreground(second);
    assertThat(other.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(other.exitValue()).as(Files.readString(second)).isZero();
    assertThat(second).content().contains("already up");
    List<ProcessHandle> processes = everything(own);
    assertThat(processes).hasSize(6);
    Path log = own.data().resolve("logs/postgresql.log");
    int before = Files.readString(log).length();

    // When
    foreground.destroy();

    // Then
    assertThat(foreground.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    JsonNode state = new ObjectMapper().readTree(own.data().resolve("state.json").toFile());
    assertThat(state.path("phase").asText()).isEqualTo("STOPPED");
    assertThat(Files.readString(log).substring(before)).contains("database system is shut down");
  }

  private Path version(Machine machine, String name) throws IOException {
    Path source = folder.resolve("source");
    Folders.small(source, 20);
    machine.run("sync", "stack/" + name, "--folder", source.toString());
    return source;
  }

  private static List<ProcessHandle> everything(Stack stack) {
    return stack.byRole().values().stream().flatMap(List::stream).toList();
  }
}
