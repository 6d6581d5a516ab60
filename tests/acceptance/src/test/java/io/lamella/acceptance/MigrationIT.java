package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.buckets.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What datasets have stored is brought to another store while it is read and added to. */
class MigrationIT {
  private static final long MIB = 1 << 20;
  private static final String BUCKET = "lake";
  private static final String LAKE = "s3://lake/datasets";
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir static Path home;
  private static S3Server s3;
  private static Stack stack;

  @TempDir Path folder;
  private Machine laptop;
  private Path source;

  @BeforeAll
  static void start() throws IOException {
    s3 = new S3Server(BUCKET);
    Map<String, String> settings = new HashMap<>(s3.environment());
    settings.put("LAMELLA_STORAGES_LAKE_URI", LAKE);
    settings.put("LAMELLA_STORE_ALLOWED", folder("first") + "," + folder("second"));
    settings.put("LAMELLA_MIGRATION_GRACE", "PT5S");
    settings.put("LAMELLA_MIGRATION_CLAIM", "PT5S");
    settings.put("LAMELLA_CLEANING", "PT1S");
    stack = Stack.in(home.resolve("data"), settings);
    stack.up();
  }

  private static URI folder(String name) {
    return home.resolve(name).toUri();
  }

  @AfterAll
  static void stop() {
    stack.down();
    s3.close();
  }

  @BeforeEach
  void machine() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), stack.url());
    source = Files.createDirectories(folder.resolve("source"));
  }

  @Test
  void aDatasetIsReadAndAddedToWhileItIsBroughtIntoABucket() throws Exception {
    // Given: two versions of several packs, and a dataset elsewhere that builds on one
    String from = folder("first").toString();
    Folders.random(source.resolve("a.bin"), 150 * MIB, 1);
    laptop.run("create", "--project", "go", "--name", "frames", "--storage", from);
    laptop.run("add", "--files", source.toString());
    laptop.run("close");
    laptop.run("create", "--project", "away", "--name", "child", "--parents", "go/frames@1.0.0");
    laptop.run("close");
    Machine writer = new Machine(folder.resolve("writer"), stack.url());
    writer.run("create", "--project", "go", "--name", "frames", "--parents", "go/frames@1.0.0");
    Files.writeString(source.resolve("begun.txt"), "a draft that was open before");
    writer.run("add", "--files", source.toString());

    // When
    Started migrating = laptop.start("storage", "migrate", "go/frames", "--to", "lake");
    await().atMost(LONGEST).until(() -> !s3.keys(BUCKET).isEmpty());
    stack.kill("upload");
    Folders.random(source.resolve("b.bin"), 40 * MIB, 2);
    writer.run("add", "--files", source.toString());
    int read = 0;
    while (migrating.process().isAlive() || read < 2) {
      Machine pod = new Machine(folder.resolve("pod" + read), stack.url());
      assertThat(pod.run("get", "away/child").path("path").asText()).isNotEmpty();
      read++;
    }
    JsonNode moved = migrating.finished(LONGEST).expect(0).json();
    writer.run("close");

    // Then
    assertThat(moved.path("state").asText()).isEqualTo("done");
    assertThat(moved.path("to").asText()).isEqualTo(LAKE);
    assertThat(moved.path("datasets").get(0).asText()).isEqualTo("go/frames");
    assertThat(moved.path("moved").asLong()).isEqualTo(moved.path("packs").asLong()).isPositive();
    assertThat(laptop.run("show", "go/frames@1.0.0").path("storage").asText()).isEqualTo(LAKE);
    await().atMost(LONGEST).until(() -> files(Path.of(folder("first"))).isEmpty());
    assertIs("go/frames", "last");
    Files.delete(source.resolve("b.bin"));
    Files.delete(source.resolve("begun.txt"));
    assertIs("go/frames@1.0.0", "first");
    assertIs("away/child", "child");
    laptop.run("verify", "go/frames");

    // And: what is made now lies there
    laptop.run("sync", "go/frames", "--folder", source.toString());
    assertThat(laptop.run("show", "go/frames").path("storage").asText()).isEqualTo(LAKE);
    laptop.run("create", "--project", "go", "--name", "other", "--storage", from);
    assertThat(laptop.run("show").path("storage").asText()).isEqualTo(LAKE);
    assertThat(files(Path.of(folder("first")))).isEmpty();
  }

  @Test
  void whatIsKeptStaysAndWhatGoesBackIsThere() throws Exception {
    // Given
    String from = folder("second").toString();
    Folders.random(source.resolve("a.bin"), 10 * MIB, 3);
    laptop.run("create", "--project", "back", "--name", "frames", "--storage", from);
    laptop.run("add", "--files", source.toString());
    laptop.run("close");
    List<Path> before = files(Path.of(folder("second")));

    // When
    laptop.run("storage", "migrate", "back/frames", "--to", "lake", "--keep");
    assertThat(
            laptop.lamella("storage", "migrate", "back/frames", "--to", "lake").expect(0).lines())
        .isEmpty();
    JsonNode back = laptop.run("storage", "migrate", "back/frames", "--to", from);

    // Then
    assertThat(back.path("state").asText()).isEqualTo("done");
    await()
        .atMost(LONGEST)
        .until(() -> s3.keys(BUCKET).stream().noneMatch(key -> isOf(key, before)));
    assertThat(files(Path.of(folder("second")))).containsAll(before);
    assertIs("back/frames", "pod");
    assertThat(laptop.lamella("storage", "migrations", "back/frames").lines())
        .hasSize(2)
        .allMatch(line -> line.path("state").asText().equals("done"));
  }

  @Test
  void aPackThatIsDamagedIsNamedAndTheOthersAreBrought() throws Exception {
    // Given
    String from = folder("second").toString();
    Folders.random(source.resolve("a.bin"), 100 * MIB, 4);
    laptop.run("create", "--project", "damaged", "--name", "frames", "--storage", from);
    laptop.run("add", "--files", source.toString());
    laptop.run("close");
    String domain = domain("damaged/frames");
    Path pack = files(Path.of(folder("second")).resolve("packs/" + domain)).get(0);
    byte[] whole = Files.readAllBytes(pack);
    byte[] broken = whole.clone();
    broken[broken.length / 2] ^= 1;
    Files.delete(pack);
    Files.write(pack, broken);

    // When
    laptop.run("storage", "migrate", "damaged/frames", "--to", "lake", "--no-wait");

    // Then
    await().atMost(LONGEST).until(() -> !migration("damaged/frames").path("problem").isNull());
    JsonNode standing = migration("damaged/frames");
    assertThat(standing.path("state").asText()).isEqualTo("running");
    assertThat(standing.path("problem").asText()).contains(pack.getFileName().toString());
    await()
        .atMost(LONGEST)
        .until(
            () -> {
              JsonNode now = migration("damaged/frames");
              return now.path("moved").asLong() == now.path("packs").asLong() - 1;
            });
    Finished elsewhere =
        laptop.lamella("storage", "migrate", "damaged/frames", "--to", folder("first").toString());
    assertThat(elsewhere.exit()).isNotZero();
    assertThat(elsewhere.err()).contains("on its way to " + LAKE);

    // When: it is whole again
    Files.write(pack, whole);
    JsonNode moved = laptop.run("storage", "migrate", "damaged/frames", "--to", "lake");

    // Then
    assertThat(moved.path("state").asText()).isEqualTo("done");
    assertIs("damaged/frames", "pod");
  }

  private JsonNode migration(String dataset) throws IOException {
    return laptop.lamella("storage", "migrations", dataset).expect(0).lines().get(0);
  }

  /** The folder of packs that is new since the other datasets'. */
  private String domain(String dataset) throws IOException {
    String id = laptop.run("show", dataset).path("id").asText();
    assertThat(id).isNotEmpty();
    try (Stream<Path> domains = Files.list(Path.of(folder("second")).resolve("packs"))) {
      return domains
          .max((a, b) -> Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
          .orElseThrow()
          .getFileName()
          .toString();
    }
  }

  private static boolean isOf(String key, List<Path> packs) {
    return packs.stream().anyMatch(pack -> key.endsWith("/" + pack.getFileName()));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private void assertIs(String reference, String machine) throws IOException {
    Machine pod = new Machine(folder.resolve("reads-" + machine), stack.url());
    Path copy = Path.of(pod.run("get", reference).path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }
}
