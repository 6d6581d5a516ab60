package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.buckets.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack whose packs lie in a bucket, of which only its services know the key. */
class BucketStoreIT {
  private static final long MIB = 1 << 20;
  private static final String BUCKET = "lake";
  private static final String STORE = "s3://lake/datasets";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path home;
  private static S3Server s3;
  private static Stack stack;

  @TempDir Path folder;
  private Machine laptop;
  private Machine pod;

  @BeforeAll
  static void start() throws IOException {
    s3 = new S3Server(BUCKET);
    Path key = home.resolve("lake.properties");
    write(key, s3.environment());
    Path wrong = home.resolve("wrong.properties");
    Map<String, String> other = new HashMap<>(s3.environment());
    other.put("AWS_SECRET_ACCESS_KEY", "not-the-secret");
    write(wrong, other);
    Map<String, String> settings = new HashMap<>();
    settings.put("LAMELLA_STORE_DEFAULT", "lake");
    settings.put("LAMELLA_STORE_ALLOWED", home.resolve("files").toUri().toString());
    settings.put("LAMELLA_STORAGES_LAKE_URI", STORE + "/");
    settings.put("LAMELLA_STORAGES_LAKE_VARIABLES_FILE", key.toString());
    settings.put("LAMELLA_STORAGES_SEALED_URI", "s3://lake/sealed");
    settings.put("LAMELLA_STORAGES_SEALED_VARIABLES_FILE", wrong.toString());
    settings.put("LAMELLA_STORAGES_OPEN_URI", "s3://lake/open");
    settings.put("LAMELLA_STORAGES_OPEN_VARIABLES_FILE", key.toString());
    settings.put("LAMELLA_STORAGES_OPEN_DIRECT_READS", "true");
    settings.put("LAMELLA_DIRECT_READS_EXCLUDE", "secret/**");
    settings.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
    stack = Stack.in(home.resolve("data"), settings);
    stack.up();
  }

  private static void write(Path file, Map<String, String> variables) throws IOException {
    Properties properties = new Properties();
    properties.putAll(variables);
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, "how the bucket is reached");
    }
  }

  @AfterAll
  static void stop() {
    stack.down();
    s3.close();
  }

  @BeforeEach
  void machines() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), stack.url());
    pod = new Machine(folder.resolve("pod"), stack.url());
  }

  /** As they are collected on a cluster. */
  @Test
  void logsAreAnObjectALineWhereThatIsWanted() throws IOException {
    laptop.run("create", "--project", "logs", "--name", "told");
    for (String role : List.of("metadata", "upload", "cache")) {
      List<String> lines =
          Files.readAllLines(home.resolve("data/logs").resolve(role + ".log")).stream()
              .filter(line -> line.startsWith("{"))
              .toList();
      assertThat(lines).as(role).isNotEmpty();
      for (String line : lines) {
        assertThat(JSON.readTree(line).fieldNames())
            .toIterable()
            .contains("timestamp", "level", "loggerName", "message");
      }
    }
  }

  @Test
  void versionsGoIntoTheBucketAndComeOutAndOnlyWhatChangedIsStored() throws IOException {
    // Given: as much as several packs hold
    Path source = folder.resolve("source");
    Folders.small(source, 300);
    Folders.random(source.resolve("big.bin"), 80 * MIB, 1);

    // When
    JsonNode first = laptop.run("sync", "bucket/whole", "--folder", source.toString());
    Files.writeString(source.resolve("new.txt"), "new");
    laptop.run("sync", "bucket/whole", "--folder", source.toString());

    // Then
    assertThat(first.path("added").asInt()).isEqualTo(301);
    assertIs("bucket/whole@1.0.1", source);
    JsonNode shown = laptop.run("show", "bucket/whole@1.0.1");
    assertThat(shown.path("storage").asText()).isEqualTo(STORE);
    assertThat(shown.path("storedBytes").asLong()).isLessThan(MIB);
    laptop.run("verify", "bucket/whole@1.0.1");
    assertThat(s3.keys(BUCKET))
        .filteredOn(key -> key.startsWith("datasets/"))
        .hasSizeGreaterThan(3);
    assertThat(stack.data().resolve("store/packs")).doesNotExist();
  }

  @Test
  void aServiceThatIsKilledWhilePacksComeLosesNothing() throws Exception {
    // Given
    Path source = folder.resolve("source");
    Folders.random(source.resolve("big.bin"), 120 * MIB, 2);
    laptop.run("create", "--project", "bucket", "--name", "killed");

    // When
    Started adding = laptop.start("add", "--files", source.toString());
    while (s3.keys(BUCKET).stream().filter(key -> key.contains("/packs/")).count() < 2
        && adding.process().isAlive()) {
      Thread.sleep(20);
    }
    stack.kill("upload");
    adding.finished(Duration.ofMinutes(3)).expect(0);
    laptop.run("close");

    // Then
    assertIs("bucket/killed", source);
  }

  @Test
  void aVersionInAFolderHasAChildInTheBucketAndBothAreRead() throws IOException {
    // Given
    Path source = folder.resolve("source");
    Folders.small(source, 20);
    String files = home.resolve("files").toUri().toString();
    laptop.run("create", "--project", "bucket", "--name", "moved", "--storage", files);
    laptop.run("add", "--files", source.toString());
    laptop.run("close");

    // When
    laptop.run(
        "create",
        "--project",
        "bucket",
        "--name",
        "moved",
        "--parents",
        "bucket/moved@1.0.0",
        "--storage",
        "lake");
    Files.writeString(source.resolve("child.txt"), "in the bucket");
    laptop.run("add", "--files", source.toString());
    laptop.run("close");

    // Then
    assertIs("bucket/moved@1.0.1", source);
    assertThat(laptop.run("show", "bucket/moved@1.0.1").path("storage").asText()).isEqualTo(STORE);
  }

  @Test
  void packsAreReadFromABucketThatIsOpenToClientsAndNotOfADatasetThatIsLeftOut() throws Exception {
    // Given
    Path source = folder.resolve("source");
    Folders.random(source.resolve("big.bin"), 40 * MIB, 3);
    for (String project : List.of("bucket", "secret")) {
      laptop.run("create", "--project", project, "--name", "open", "--storage", "open");
      laptop.run("add", "--files", source.toString());
      laptop.run("close");
    }
    double through = metric("lamella_bytes_out_bytes_total{kind=\"packs\"");

    // When
    assertIs("bucket/open", source);

    // Then
    assertThat(metric("lamella_direct_reads_total")).isPositive();
    assertThat(metric("lamella_bytes_out_bytes_total{kind=\"packs\"")).isEqualTo(through);

    // When
    double direct = metric("lamella_direct_reads_total");
    Machine other = new Machine(folder.resolve("other"), stack.url());
    Path copy = Path.of(other.run("get", "secret/open").path("path").asText());

    // Then
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
    assertThat(metric("lamella_direct_reads_total")).isEqualTo(direct);
    assertThat(metric("lamella_bytes_out_bytes_total{kind=\"packs\"")).isGreaterThan(through);
  }

  /** The sum of what cache-service tells of a metric. */
  private static double metric(String beginning) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.address("cache") + "/q/metrics")).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void aBucketThatRefusesIsNamedAndItsSecretIsNot() throws IOException {
    // Given
    Path source = folder.resolve("source");
    Folders.small(source, 3);
    laptop.run("create", "--project", "bucket", "--name", "refused", "--storage", "sealed");

    // When
    Finished add = laptop.lamella("add", "--files", source.toString());

    // Then
    assertThat(add.exit()).isEqualTo(6);
    assertThat(add.problem().path("code").asText()).isEqualTo("store-unusable");
    assertThat(add.err())
        .contains("the bucket lake refuses access")
        .doesNotContain("not-the-secret");
    try (var logs = Files.walk(stack.data())) {
      for (Path log : logs.filter(file -> file.toString().endsWith(".log")).toList()) {
        assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
            .as(log.toString())
            .doesNotContain("not-the-secret")
            .doesNotContain(s3.environment().get("AWS_SECRET_ACCESS_KEY"));
      }
    }
  }

  @Test
  void aStoreThatIsNotThisServersIsRefusedAndTheOthersAreNamed() {
    Finished create =
        laptop.lamella("create", "--project", "bucket", "--name", "x", "--storage", "pond");

    assertThat(create.exit()).isNotZero();
    assertThat(create.err()).contains("pond").contains("lake").contains(STORE);
  }

  private void assertIs(String reference, Path source) throws IOException {
    Path copy = Path.of(pod.run("get", reference).path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }
}
