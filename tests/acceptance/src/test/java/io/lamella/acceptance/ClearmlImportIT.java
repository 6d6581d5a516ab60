package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.clearml.ClearmlServer;
import io.lamella.clearml.ClearmlStore;
import io.lamella.clearml.WrittenDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ClearML has comes here whole or is said not to, with its ids, once. */
class ClearmlImportIT {
  private static final Map<String, String> KEYS =
      Map.of(
          "CLEARML_API_ACCESS_KEY", ClearmlServer.KEY,
          "CLEARML_API_SECRET_KEY", ClearmlServer.SECRET);

  @TempDir Path folder;
  private ClearmlStore store;
  private ClearmlServer clearml;
  private Machine laptop;

  @BeforeEach
  void start() throws IOException {
    store = new ClearmlStore(folder.resolve("store"));
    clearml = new ClearmlServer(store);
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
  }

  @AfterEach
  void stop() {
    clearml.close();
  }

  @Test
  void aLineageComesWithItsIdsAndAllThatIsSaidOfItAndTheNextTimeOnlyWhatIsNew() throws Exception {
    // Given
    WrittenDataset first = store.create("clearml-it/raw", "frames", "1.0.0");
    first.add("a.txt", "a").add("logs/x.log", "x").add("deep/b.bin", random(300_000, 1));
    first.tag("gold").describe("the first frames").upload(2).publish();
    first.attach("labels", "labels.json", "{\"classes\": [\"cat\", \"dog\"]}");
    first.attach("table", "table.pkl", "not to be read");
    WrittenDataset second = store.create("clearml-it/raw", "frames", "1.1.0", first);
    second.remove("logs/x.log").add("deep/b.bin", random(300_000, 2)).upload(9).close();
    WrittenDataset third = store.create("clearml-it/raw", "frames", "2.0.0", second);
    third.add("c.txt", "c").upload(9).close();
    WrittenDataset open = store.create("clearml-it/raw", "frames", "2.1.0", third);

    // When
    Finished came = importAll().expect(1);

    // Then
    assertThat(came.lines()).hasSize(5);
    JsonNode one = line(came, first);
    assertThat(one.path("number").asText()).isEqualTo("1.0.0");
    assertThat(one.path("state").asText()).isEqualTo("PUBLISHED");
    assertThat(one.path("files").asInt()).isEqualTo(3);
    assertThat(one.path("id").asText().replace("-", "")).isEqualTo(first.id());
    assertThat(line(came, third).path("state").asText()).isEqualTo("FINAL");
    assertThat(line(came, open).path("action").asText()).isEqualTo("left-out");
    assertThat(line(came, open).path("problems").toString()).contains("\"open\"");
    JsonNode shown = laptop.run("show", first.id());
    assertThat(shown.path("tags").toString()).isEqualTo("[\"gold\"]");
    assertThat(shown.path("description").asText()).isEqualTo("the first frames");
    assertThat(shown.at("/metadata/labels/classes/1").asText()).isEqualTo("dog");
    assertThat(shown.at("/metadata/table/unread").asText()).isNotEmpty();
    assertThat(shown.at("/metadata/clearml/user").asText()).isEqualTo("Ada");
    assertThat(shown.at("/metadata/clearml/status").asText()).isEqualTo("published");
    assertThat(version(third).path("parents").path(0).path("id").asText())
        .isEqualTo(line(came, second).path("id").asText());
    JsonNode got = laptop.run("get", third.id());
    assertThat(Folders.content(Path.of(got.path("path").asText()))).isEqualTo(expected(third));
    verify(third).expect(0);

    // When
    open.close();
    second.tag("silver").publish();
    first.untag("gold").describe("the very first frames");
    long fetched = archivesFetched();
    Finished again = importAll().expect(0);

    // Then
    assertThat(line(again, third).path("action").asText()).isEqualTo("unchanged");
    assertThat(line(again, first).path("action").asText()).isEqualTo("updated");
    assertThat(version(first).path("tags")).isEmpty();
    assertThat(version(first).path("description").asText()).isEqualTo("the very first frames");
    assertThat(line(again, second).path("action").asText()).isEqualTo("updated");
    assertThat(line(again, second).path("state").asText()).isEqualTo("PUBLISHED");
    assertThat(version(second).path("tags").toString()).isEqualTo("[\"silver\"]");
    assertThat(line(again, open).path("action").asText()).isEqualTo("imported");
    assertThat(summary(again).path("bytesSent").asLong()).isZero();
    assertThat(archivesFetched()).isEqualTo(fetched);

    // When
    third.add("c.txt", "C").upload(9);
    Finished different = verify(third).expect(1);

    // Then
    assertThat(different.lines().get(0).path("path").asText()).isEqualTo("c.txt");
    assertThat(different.lines().get(0).path("problem").asText()).isEqualTo("changed");
  }

  @Test
  void whatIsNotWholeThereFailsHereWithAReportAndIsMendedLater() throws Exception {
    // Given
    WrittenDataset broken = store.create("clearml-it/broken", "frames", "1.0.0");
    broken.add("a.txt", "a").add("b.txt", "b").upload(1).publish();
    WrittenDataset child = store.create("clearml-it/broken", "frames", "1.0.1", broken);
    child.remove("b.txt").add("c.txt", "c").upload(9).close();
    Path gone = folder.resolve("gone.zip");
    Files.move(broken.artifact("data_001"), gone);
    store.writeTasks();

    // When
    Finished would = fromFolder("--dry-run").expect(0);
    Finished came = fromFolder().expect(1);

    // Then
    assertThat(summary(would).path("pending").asInt()).isEqualTo(2);
    JsonNode damaged = version(broken);
    assertThat(damaged.path("state").asText()).isEqualTo("FAILED");
    assertThat(damaged.at("/failure/code").asText()).isEqualTo("import-damaged");
    assertThat(damaged.at("/metadata/clearml-damage/problems").toString()).contains("b.txt");
    assertThat(line(came, broken).path("problems").toString()).contains("b.txt");
    assertThat(line(came, child).path("state").asText()).isEqualTo("FINAL");
    assertThat(version(child).path("parents")).isEmpty();
    assertThat(version(child).at("/metadata/clearml/withoutParents").has(broken.id())).isTrue();

    // When
    Files.move(gone, broken.artifact("data_001"));
    Finished again = fromFolder().expect(1);
    Finished mended = fromFolder("--retry-damaged").expect(0);

    // Then
    assertThat(line(again, broken).path("action").asText()).isEqualTo("unchanged");
    assertThat(line(again, broken).path("problems").toString()).contains("b.txt");
    assertThat(line(mended, broken).path("state").asText()).isEqualTo("PUBLISHED");
    assertThat(version(broken).path("metadata").has("clearml-damage")).isFalse();
    JsonNode got = laptop.run("get", broken.id());
    assertThat(Folders.content(Path.of(got.path("path").asText()))).isEqualTo(expected(broken));
  }

  @Test
  void anImportThatIsKilledGoesOnWhereItWas() throws Exception {
    // Given
    WrittenDataset first = store.create("clearml-it/killed", "frames", "1.0.0");
    first.add("a.bin", random(200_000, 3)).upload(1).close();
    WrittenDataset second = store.create("clearml-it/killed", "frames", "1.0.1", first);
    second.add("b.bin", random(200_000, 4)).add("c.bin", random(200_000, 5)).upload(1).close();
    String last = second.artifact("data_001").getFileName().toString();
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    clearml.onFile(
        exchange -> {
          if (!exchange.getRequestURI().getPath().endsWith(last)) {
            return false;
          }
          reached.countDown();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
          return true;
        });
    Started cut = laptop.start(KEYS, "import-clearml", "--api", api(), "--files-host", files());
    await().atMost(Duration.ofMinutes(3)).until(() -> reached.getCount() == 0);

    // When
    cut.kill();
    clearml.onFile(null);
    over.countDown();
    long before = fetched(first.artifact("data"));
    Finished whole = importAll().expect(0);

    // Then
    assertThat(before).isEqualTo(1);
    assertThat(fetched(first.artifact("data"))).isEqualTo(1);
    assertThat(fetched(second.artifact("data"))).isEqualTo(1);
    assertThat(line(whole, first).path("action").asText()).isEqualTo("unchanged");
    assertThat(line(whole, second).path("state").asText()).isEqualTo("FINAL");
    JsonNode got = laptop.run("get", second.id());
    assertThat(Folders.content(Path.of(got.path("path").asText()))).isEqualTo(expected(second));
  }

  @Test
  void statesAndNamesComeAsTheyAreThereAndOnlyWhatIsChosen() throws Exception {
    // Given
    String project = "clearml-it/states";
    WrittenDataset stopped = store.create(project, "stopped", "1.0.0").add("a", "a").upload(1);
    stopped.status("stopped");
    WrittenDataset failed = store.create(project, "failed", "1.0.0").add("a", "a").upload(1);
    failed.status("failed");
    WrittenDataset hidden = store.create(project, "hidden", "1.0.0").add("a", "a").upload(1);
    hidden.archiveIt().close();
    WrittenDataset twice = store.create(project, "twice", "1.0.0").add("a", "a").upload(1).close();
    WrittenDataset same = store.create(project, "twice", "1.0.0").add("a", "b").upload(1).close();
    WrittenDataset odd = store.create(project + "/odd*", "odd?", "v 1").add("a", "a").upload(1);
    odd.tag("x/y").close();
    WrittenDataset child = store.create("clearml-it/child", "child", "1.0.0", stopped, twice);
    child.add("b", "b").upload(1).close();
    WrittenDataset other = store.create("clearml-it/other", "other", "1.0.0").close();

    // When
    Finished came =
        laptop
            .lamella(
                KEYS,
                "import-clearml",
                "--api",
                api(),
                "--files-host",
                files(),
                "--project",
                project,
                "clearml-it/child")
            .expect(0);

    // Then
    assertThat(came.out()).doesNotContain(other.id());
    assertThat(version(stopped).path("state").asText()).isEqualTo("ABORTED");
    assertThat(version(failed).path("state").asText()).isEqualTo("FAILED");
    assertThat(version(failed).at("/failure/code").asText()).isEqualTo("failed-at-source");
    assertThat(version(hidden).path("state").asText()).isEqualTo("FINAL");
    assertThat(version(hidden).path("archived").asBoolean()).isTrue();
    assertThat(version(twice).path("number").asText()).isEqualTo("1.0.0");
    assertThat(version(same).path("number").asText())
        .isEqualTo("1.0.0+clearml." + same.id().substring(0, 8));
    assertThat(version(odd).path("project").asText()).isEqualTo(project + "/odd_");
    assertThat(version(odd).path("name").asText()).isEqualTo("odd_");
    assertThat(version(odd).path("tags").toString()).isEqualTo("[\"x-y\"]");
    assertThat(version(odd).at("/metadata/clearml/name").asText()).isEqualTo("odd?");
    assertThat(line(came, odd).path("notes")).hasSize(4);
    assertThat(version(child).path("parents")).hasSize(1);
    assertThat(version(child).path("files").asInt()).isEqualTo(2);
  }

  private Finished importAll() {
    return laptop.lamella(KEYS, "import-clearml", "--api", api(), "--files-host", files());
  }

  private Finished verify(WrittenDataset dataset) {
    return laptop.lamella(
        KEYS, "verify", "--clearml", dataset.id(), "--api", api(), "--files-host", files());
  }

  private Finished fromFolder(String... more) {
    List<String> command = new ArrayList<>(List.of("import-clearml", store.root().toString()));
    command.addAll(List.of(more));
    return laptop.lamella(command.toArray(String[]::new));
  }

  private String api() {
    return clearml.api().toString();
  }

  private String files() {
    return clearml.filesHost().toString();
  }

  private static JsonNode line(Finished finished, WrittenDataset dataset) {
    return finished.lines().stream()
        .filter(line -> line.path("clearml").asText().equals(dataset.id()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is said of " + dataset.id()));
  }

  private static JsonNode summary(Finished finished) {
    List<JsonNode> lines = finished.lines();
    return lines.get(lines.size() - 1).path("summary");
  }

  private static JsonNode version(WrittenDataset dataset) throws IOException, InterruptedException {
    String id = dataset.id().replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    return new Door(Stack.shared().url()).version(id);
  }

  private long fetched(Path file) {
    return clearml.asked().stream()
        .filter(asked -> asked.endsWith(file.getFileName().toString()))
        .count();
  }

  private long archivesFetched() {
    return clearml.asked().stream().filter(asked -> asked.endsWith(".zip")).count();
  }

  private Map<String, String> expected(WrittenDataset dataset) throws IOException {
    Path expected = Files.createTempDirectory(folder, "expected");
    for (Map.Entry<String, byte[]> file : dataset.content().entrySet()) {
      Path path = expected.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return new HashMap<>(Folders.content(expected));
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
