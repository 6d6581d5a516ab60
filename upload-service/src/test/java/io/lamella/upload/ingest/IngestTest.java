package io.lamella.upload.ingest;

import static io.lamella.upload.ingest.TestIngest.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopic;
import io.lamella.upload.TestVersion;
import io.lamella.upload.chunk.Chunks;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From a plan to a draft that holds what its sources name. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@QuarkusTestResource(TestSources.class)
class IngestTest {
  @Inject MeterRegistry metrics;

  private final TestVersion version = TestVersion.fresh();
  private final String unique = UUID.randomUUID().toString();

  @Test
  void aFolderKeepsItsPathsAndBytes() throws IOException {
    // Given: small files, a large one of many chunks, an executable, an empty one
    Path folder = TestSources.fresh();
    byte[] large = new byte[9 << 20];
    new Random(5).nextBytes(large);
    write(folder.resolve("a/b.txt"), "hello".getBytes(StandardCharsets.UTF_8));
    write(folder.resolve("a.bin"), large);
    write(folder.resolve("a/empty"), new byte[0]);
    write(folder.resolve("run.sh"), "#!/bin/sh".getBytes(StandardCharsets.UTF_8));
    assertThat(folder.resolve("run.sh").toFile().setExecutable(true)).isTrue();

    // When
    IngestLoaded loaded =
        TestIngest.of(version).plan(source(folder.toUri().toString(), "train/")).awaitLoaded();

    // Then
    assertThat(loaded.failed()).isEmpty();
    assertThat(loaded.failure()).isNull();
    assertThat(loaded.counts().planned()).isTrue();
    assertThat(loaded.counts().files()).isEqualTo(4);
    assertThat(loaded.counts().doneFiles()).isEqualTo(4);
    assertThat(loaded.counts().doneBytes()).isEqualTo(large.length + 5 + 9);
    assertThat(files())
        .containsExactly(
            "train/a/b.txt 5 " + Digest.of("hello".getBytes(StandardCharsets.UTF_8)),
            "train/a/empty 0 " + Digest.EMPTY,
            "train/a.bin " + large.length + " " + Digest.of(large),
            "train/run.sh* 9 " + Digest.of("#!/bin/sh".getBytes(StandardCharsets.UTF_8)));
    VersionSealed sealed = sealed(version);
    assertThat(sealed.files()).isEqualTo(4);
  }

  /** Whoever is not read would hold up whoever is waited for. */
  @Test
  void aServerThatAnswersOneRequestAtATimeIsReadWithoutStalls() {
    // Given: files of which nobody knows how long they are before they come
    TestVersion version = TestVersion.fresh();
    Object turn = new Object();
    byte[] content = new byte[5 << 20];
    List<IngestSource> sources = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sources.add(
          source(
              TestSources.page(
                  "/open/" + version.id() + "/" + i,
                  exchange -> {
                    synchronized (turn) {
                      exchange.sendResponseHeaders(200, content.length);
                      exchange.getResponseBody().write(content);
                    }
                  })));
    }

    // When
    IngestLoaded loaded =
        TestIngest.of(version).plan(sources.toArray(IngestSource[]::new)).awaitLoaded();

    // Then
    assertThat(loaded.failed()).isEmpty();
    assertThat(loaded.counts().doneFiles()).isEqualTo(8);
  }

  @Test
  void smallFilesAreLookedUpTogether() throws IOException {
    // Given
    Path folder = TestSources.fresh();
    for (int i = 0; i < 1_500; i++) {
      write(folder.resolve("f" + i), (unique + i).getBytes(StandardCharsets.UTF_8));
    }
    double before = lookups();

    // When
    IngestLoaded loaded =
        TestIngest.of(version).plan(source(folder.toUri().toString())).awaitLoaded();

    // Then: once for an item of 500
    assertThat(loaded.counts().doneFiles()).isEqualTo(1_500);
    assertThat(paths()).hasSize(1_500);
    assertThat(lookups() - before).isBetween(3.0, 6.0);
  }

  private double lookups() {
    return metrics.counter(Chunks.LOOKUPS).count();
  }

  @Test
  void aBucketsPrefixAndAPatternAndOneObject() {
    // Given
    for (String key :
        List.of("day=01/a.jpg", "day=01/b/c.jpg", "day=01/b/d.txt", "day=01/ü x.jpg")) {
      TestSources.s3().put(TestSources.BUCKET, unique + "/" + key, key);
    }
    String home = "s3://" + TestSources.BUCKET + "/" + unique + "/";

    // When
    IngestLoaded loaded =
        TestIngest.of(version)
            .plan(
                source(home + "day=01/", "all"),
                source(home + "day=*/**/*.jpg", "jpg"),
                source(home + "day=01/b/d.txt"),
                new IngestSource(
                    home + "day=01/", false, null, null, List.of("*.jpg"), List.of("b/**"), "some"))
            .awaitLoaded();

    // Then
    assertThat(loaded.failed()).isEmpty();
    assertThat(paths())
        .containsExactly(
            "all/a.jpg",
            "all/b/c.jpg",
            "all/b/d.txt",
            "all/ü x.jpg",
            "d.txt",
            "jpg/day=01/a.jpg",
            "jpg/day=01/b/c.jpg",
            "jpg/day=01/ü x.jpg",
            "some/a.jpg",
            "some/ü x.jpg");
  }

  @Test
  void aPageOfABucketThatFailsOnceLeavesNothingOutAndTellsNothingTwice() {
    // Given: two pages
    for (int i = 0; i < 1_200; i++) {
      TestSources.s3().put(TestSources.BUCKET, unique + "/" + i, "x");
    }
    TestSources.s3().failListing(2);

    // When
    IngestLoaded loaded =
        TestIngest.of(version)
            .plan(source("s3://" + TestSources.BUCKET + "/" + unique + "/"))
            .awaitLoaded();

    // Then
    assertThat(loaded.failed()).isEmpty();
    assertThat(loaded.counts().files()).isEqualTo(1_200);
    assertThat(loaded.counts().doneFiles()).isEqualTo(1_200);
  }

  @Test
  void whatTakesLongerToBeFoundThanAClaimLastsIsListedOnce() {
    // Given: one that is wanted behind three pages that are not
    for (int i = 1_000; i < 4_000; i++) {
      TestSources.s3().put(TestSources.BUCKET, unique + "/" + i + ".tmp", "x");
    }
    TestSources.s3().put(TestSources.BUCKET, unique + "/z.jpg", "wanted");
    TestSources.s3().pauseListings(Duration.ofMillis(1_200));
    int before = TestSources.s3().listings();

    // When
    IngestLoaded loaded =
        TestIngest.of(version)
            .plan(source("s3://" + TestSources.BUCKET + "/" + unique + "/*.jpg"))
            .awaitLoaded();
    TestSources.s3().pauseListings(Duration.ZERO);

    // Then
    assertThat(loaded.failed()).isEmpty();
    assertThat(paths()).containsExactly("z.jpg");
    assertThat(TestSources.s3().listings() - before).isEqualTo(4);
  }

  @Test
  void whatComesAlongAndWhatAListNames() throws IOException {
    // Given
    String one = TestSources.page("/open/" + unique + "/one.csv", "a,b");
    String two = TestSources.page("/open/" + unique + "/two", "c,d");
    Path list = TestSources.fresh().resolve("list.txt");
    Files.writeString(list, "# two of them\n" + one + "\n\n" + two + "\tdeep/2.csv\n");

    // When
    IngestLoaded loaded =
        TestIngest.of(version)
            .plan(
                new IngestSource(
                    list.toUri().toString(), true, null, null, List.of(), List.of(), "web"),
                new IngestSource(
                    null,
                    true,
                    two + "\tsent/[2]*.csv\n" + one + "\n",
                    null,
                    List.of(),
                    List.of(),
                    "along"),
                new IngestSource(null, false, "text", null, List.of(), List.of(), "notes/a.txt"),
                new IngestSource(
                    null,
                    false,
                    null,
                    Base64.getEncoder().encodeToString(new byte[] {0, 1, 2}),
                    List.of(),
                    List.of(),
                    "b.bin"))
            .awaitLoaded();

    // Then
    assertThat(loaded.failed()).isEmpty();
    assertThat(files())
        .containsExactly(
            "along/one.csv 3 " + Digest.of("a,b".getBytes(StandardCharsets.UTF_8)),
            "along/sent/[2]*.csv 3 " + Digest.of("c,d".getBytes(StandardCharsets.UTF_8)),
            "b.bin 3 " + Digest.of(new byte[] {0, 1, 2}),
            "notes/a.txt 4 " + Digest.of("text".getBytes(StandardCharsets.UTF_8)),
            "web/deep/2.csv 3 " + Digest.of("c,d".getBytes(StandardCharsets.UTF_8)),
            "web/one.csv 3 " + Digest.of("a,b".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void recordsOfATopicAreLinesOfFiles() {
    // Given
    TestTopic topic =
        new TestTopic(RealServices.kafka().bootstrapServers(), TestSources.TOPIC)
            .create(2, Map.of());
    topic.send(1, List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
    topic.deleteBefore(1, 1);
    String home = "kafka:///" + TestSources.TOPIC + "?partition=1&values=only";
    String gone = home + "&from=0&to=3";
    String unknown = "kafka:///records-closed?partition=0&from=0&to=1";

    // When
    IngestLoaded loaded =
        TestIngest.of(version)
            .plan(source(home + "&from=1&to=3", "logs/"), source(gone, "gone"))
            .awaitLoaded();
    IngestLoaded refused = TestIngest.of(TestVersion.fresh()).plan(source(unknown)).awaitLoaded();

    // Then
    byte[] lines = "{\"n\":2}\n{\"n\":3}\n".getBytes(StandardCharsets.UTF_8);
    assertThat(files())
        .containsExactly(
            "logs/partition-00001/00000000000000000001-00000000000000000003.jsonl "
                + lines.length
                + " "
                + Digest.of(lines));
    assertThat(loaded.failed())
        .extracting(IngestMiss::uri, IngestMiss::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(gone, "source-missing"));
    assertThat(refused.failure()).isNotNull();
    assertThat(refused.failure().code()).isEqualTo("source-refused");
  }

  @Test
  void whatPassesIsTriedAgainAndWhatStaysIsNamed() {
    // Given
    String late = TestSources.lateTo("/open/" + unique + "/late", 2, "late");
    String never = TestSources.lateTo("/open/" + unique + "/never", 1_000, "never");
    String gone = TestSources.address("/open/" + unique + "/gone");
    String cut =
        TestSources.page(
            "/open/" + unique + "/cut",
            exchange -> {
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write(new byte[10]);
            });

    // When
    IngestLoaded loaded =
        TestIngest.of(version)
            .plan(source(late), source(never), source(gone), source(cut))
            .awaitLoaded();

    // Then
    assertThat(loaded.failure()).isNull();
    assertThat(loaded.counts().doneFiles()).isEqualTo(1);
    assertThat(loaded.counts().failedFiles()).isEqualTo(3);
    assertThat(loaded.failed())
        .extracting(IngestMiss::uri, IngestMiss::code)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(never, "source-unreadable"),
            org.assertj.core.groups.Tuple.tuple(gone, "source-missing"),
            org.assertj.core.groups.Tuple.tuple(cut, "source-unreadable"));
    assertThat(paths()).containsExactly("late");
  }

  @Test
  void whatWasMissedIsLoadedByAnotherAttempt() throws IOException {
    // Given
    Path folder = TestSources.fresh();
    write(folder.resolve("there"), new byte[] {1});
    String late = folder.resolve("late").toUri().toString();
    TestIngest ingest =
        TestIngest.of(version)
            .plan(source(folder.resolve("there").toUri().toString()), source(late));
    assertThat(ingest.awaitLoaded().failed()).extracting(IngestMiss::uri).containsExactly(late);
    write(folder.resolve("late"), new byte[] {2});

    // When
    IngestLoaded loaded = ingest.again().plan().awaitLoaded();

    // Then
    assertThat(loaded.failed()).isEmpty();
    assertThat(loaded.counts().files()).isEqualTo(2);
    assertThat(loaded.counts().doneFiles()).isEqualTo(2);
    assertThat(loaded.counts().failedFiles()).isZero();
    assertThat(paths()).containsExactly("late", "there");
  }

  @Test
  void nothingIsReadThatIsNotAllowed() throws IOException {
    // Given: what lies elsewhere, and what leads there
    Path folder = TestSources.fresh();
    Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc/hostname"));
    String secret = TestSources.page("/secret/" + unique, "secret");
    String leads =
        TestSources.page(
            "/open/" + unique + "/leads",
            exchange -> {
              exchange.getResponseHeaders().add("Location", secret);
              exchange.sendResponseHeaders(302, -1);
            });

    for (String refused :
        List.of(
            "file:///etc/hostname",
            "file:///etc/",
            folder.toUri() + "../../../../etc/hostname",
            folder.toUri() + "%2e%2e/%2e%2e/%2e%2e/etc/hostname",
            "s3://other/key",
            "s3://other/",
            secret,
            "http://127.0.0.1:1/open/",
            "http://user:word@127.0.0.1/open/",
            "ftp://host/file",
            "gs://bucket/x",
            "plain")) {
      TestVersion target = TestVersion.fresh();
      IngestLoaded loaded = TestIngest.of(target).plan(source(refused)).awaitLoaded();
      assertThat(loaded.failure()).as(refused).isNotNull();
      assertThat(loaded.failure().code()).as(refused).isEqualTo("source-refused");
    }
    IngestLoaded loaded =
        TestIngest.of(version)
            .plan(source(leads), source(folder.resolve("out").toUri().toString()))
            .awaitLoaded();
    assertThat(loaded.failed())
        .extracting(IngestMiss::code)
        .containsExactly("source-refused", "source-refused");
    assertThat(paths()).isEmpty();
  }

  @Test
  void whatSourcesDoNotBringIsGoneAfterASync() throws IOException {
    // Given
    Path folder = TestSources.fresh();
    write(folder.resolve("in/stays"), new byte[] {1});
    write(folder.resolve("in/goes"), new byte[] {2});
    write(folder.resolve("beside"), new byte[] {3});
    TestIngest.of(version).plan(source(folder.toUri().toString())).awaitLoaded();
    VersionSealed parent = sealed(version);
    Files.delete(folder.resolve("in/goes"));
    write(folder.resolve("in/comes"), new byte[] {4});
    TestVersion part = version.child(parent);
    TestVersion whole = version.child(parent);

    // When
    String in = folder.resolve("in").toUri().toString();
    TestIngest.of(part, IngestRequest.SYNC).plan(source(in, "in")).awaitLoaded();
    TestIngest.of(whole, IngestRequest.SYNC).plan(source(in)).awaitLoaded();
    VersionSealed partly = sealed(part);
    VersionSealed wholly = sealed(whole);

    // Then
    assertThat(partly.files()).isEqualTo(3);
    assertThat(partly.added()).isEqualTo(1);
    assertThat(partly.removed()).isEqualTo(1);
    assertThat(wholly.files()).isEqualTo(2);
  }

  @Test
  void linksArePinnedAndNotRead() throws IOException {
    // Given
    TestSources.s3().put(TestSources.BUCKET, unique + "/a b.bin", "pinned");
    Path file = TestSources.fresh().resolve("f");
    write(file, new byte[] {7});

    // When
    TestIngest.of(version, IngestRequest.LINK)
        .plan(
            source("s3://" + TestSources.BUCKET + "/" + unique + "/"),
            source(file.toUri().toString()))
        .awaitLoaded();

    // Then
    assertThat(version.puts())
        .satisfiesExactly(
            first -> {
              Entry.Link link = (Entry.Link) first;
              assertThat(link.path().toString()).isEqualTo("a b.bin");
              assertThat(link.uri())
                  .isEqualTo("s3://" + TestSources.BUCKET + "/" + unique + "/a%20b.bin");
              assertThat(link.size()).isEqualTo(6);
              assertThat(link.pin()).isNotNull();
            },
            second -> {
              Entry.Link link = (Entry.Link) second;
              assertThat(link.uri()).isEqualTo(file.toUri().toString());
              assertThat(link.digest()).isEqualTo(Digest.of(new byte[] {7}));
            });
  }

  @Test
  void aPrefixWithoutObjectsIsNamed() throws IOException {
    String empty = TestSources.fresh().toUri().toString();

    IngestLoaded loaded = TestIngest.of(version).plan(source(empty)).awaitLoaded();

    assertThat(loaded.failed()).extracting(IngestMiss::code).containsExactly("source-missing");
    assertThat(loaded.counts().failedFiles()).isEqualTo(1);
  }

  @Test
  void thousandsOfFilesAreThereOnceAndTheEndIsToldOnce() throws IOException {
    // Given
    Path folder = TestSources.fresh();
    for (int i = 0; i < 2_300; i++) {
      write(folder.resolve("d" + i % 7 + "/f" + i), ("file " + i).getBytes(StandardCharsets.UTF_8));
    }
    TestIngest ingest = TestIngest.of(version);

    // When: it is asked for twice
    ingest.plan(source(folder.toUri().toString()));
    ingest.plan(source(folder.toUri().toString()));
    IngestLoaded loaded = ingest.awaitLoaded();

    // Then
    assertThat(loaded.counts().doneFiles()).isEqualTo(2_300);
    assertThat(sealed(version).files()).isEqualTo(2_300);
    assertThat(ingest.timesTold()).isEqualTo(1);
  }

  @Test
  void aDraftOfALaterTurnIsLeftAlone() throws IOException {
    Path folder = TestSources.fresh();
    write(folder.resolve("f"), new byte[] {1});
    TestVersion later = version.atEpoch(3);
    assertThat(later.open().status()).isEqualTo(200);

    TestIngest.of(version).plan(source(folder.toUri().toString()));
    TestIngest.of(later).plan(source(folder.toUri().toString(), "later")).awaitLoaded();

    assertThat(later.puts())
        .extracting(entry -> entry.path().toString())
        .containsExactly("later/f");
  }

  private VersionSealed sealed(TestVersion draft) {
    draft.atEpoch(2).askSeal();
    return draft.atEpoch(2).awaitSealed();
  }

  private List<String> paths() {
    return version.puts().stream().map(entry -> entry.path().toString()).toList();
  }

  private List<String> files() {
    List<String> files = new ArrayList<>();
    for (Entry entry : version.puts()) {
      Entry.File file = (Entry.File) entry;
      files.add(
          file.path() + (file.executable() ? "* " : " ") + file.size() + " " + file.digest().hex());
    }
    return files;
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
