package io.lamella.upload.ingest;

import static io.lamella.upload.ingest.TestIngest.source;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** Large files, of which several workers load a range each. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@QuarkusTestResource(TestSources.class)
class SplitTest {
  private static final int RANGE = TestSources.RANGE;
  private static final long LONGEST_CHUNK = 256 << 10;

  @Inject Loader loader;

  private final TestVersion version = TestVersion.fresh();
  private final byte[] content = random(7, 5 * RANGE + 12_345);

  /** A web server's file, and which ranges of it were asked for. */
  private final class WebFile {
    private final Map<Long, String> asked = new ConcurrentHashMap<>();
    private final AtomicReference<String> etag = new AtomicReference<>("\"one\"");
    private volatile byte[] bytes = content;
    private volatile IntSupplier status = () -> 200;

    String at(String name) {
      return TestSources.page("/open/" + version.id() + "/" + name, this::answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
      byte[] now = bytes;
      String range = exchange.getRequestHeaders().getFirst("Range");
      exchange.getResponseHeaders().set("ETag", etag.get());
      exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
      boolean same = etag.get().equals(exchange.getRequestHeaders().getFirst("If-Range"));
      if (range == null || !same) {
        exchange.sendResponseHeaders(200, now.length);
        exchange.getResponseBody().write(now);
        return;
      }
      String[] ends = range.substring("bytes=".length()).split("-", -1);
      int from = Integer.parseInt(ends[0]);
      int to = Integer.parseInt(ends[1]) + 1;
      asked.put((long) from, range);
      if (from > 0 && status.getAsInt() != 200) {
        exchange.sendResponseHeaders(status.getAsInt(), -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + now.length);
      exchange.sendResponseHeaders(206, to - from);
      exchange.getResponseBody().write(now, from, to - from);
    }
  }

  @Test
  void itIsTheSameFileAsOneThatIsLoadedAtOnce() throws IOException {
    // Given: one for each kind of source, beside small ones
    Path folder = TestSources.fresh();
    Files.write(folder.resolve("large"), content);
    assertThat(folder.resolve("large").toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("small"), "small");
    byte[] other = random(8, 3 * RANGE);
    TestSources.s3().put(TestSources.BUCKET, version.id() + "/large", other);
    WebFile web = new WebFile();
    web.bytes = random(9, 4 * RANGE + 1);

    // When
    IngestLoaded loaded =
        TestIngest.of(version)
            .plan(
                source(folder.toUri().toString(), "files"),
                source("s3://" + TestSources.BUCKET + "/" + version.id() + "/large", "s3"),
                source(web.at("large.bin"), "web"))
            .awaitLoaded();

    // Then
    assertThat(loaded.failed()).isEmpty();
    assertThat(loaded.counts().doneFiles()).isEqualTo(4);
    assertThat(loaded.counts().doneBytes())
        .isEqualTo(content.length + other.length + web.bytes.length + 5);
    assertThat(version.puts())
        .extracting(SplitTest::told)
        .containsExactlyInAnyOrder(
            "files/large* " + Digest.of(content),
            "files/small " + Digest.of("small".getBytes(StandardCharsets.UTF_8)),
            "s3/large " + Digest.of(other),
            "web/large.bin " + Digest.of(web.bytes));
    assertThat(web.asked.keySet())
        .containsExactlyInAnyOrder(0L, 1L * RANGE, 2L * RANGE, 3L * RANGE, 4L * RANGE);
    assertThat(rows("ingest_split")).isZero();
    assertThat(rows("ingest_range")).isZero();
  }

  @Test
  void itsChunksAreThoseOfOneThatIsLoadedAtOnce() throws IOException {
    // Given: one that was put by itself
    TestVersion whole = TestVersion.in(version.domain());
    whole.send(
        "PUT", "/v1/drafts/" + whole.id() + "/files/large", BodyPublishers.ofByteArray(content));
    long before = bytesOfPacks();
    Path folder = TestSources.fresh();
    Files.write(folder.resolve("large"), content);

    // When
    TestIngest.of(version).plan(source(folder.toUri().toString())).awaitLoaded();

    // Then: of each range only the chunks at its seams were new, and of the whole none
    assertThat(bytesOfPacks() - before).isLessThan(6 * 2 * LONGEST_CHUNK);
  }

  private long bytesOfPacks() {
    return TestRows.query(
            "SELECT coalesce(sum(bytes), 0)::bigint AS n FROM pack WHERE domain = $1 AND kind ="
                + " 'CONTENT'",
            Columns.domain(version.domain()))
        .get(0)
        .getLong("n");
  }

  @Test
  void oneThatChangesMeanwhileIsMissedAsAWhole() {
    // Given
    WebFile web = new WebFile();
    web.status =
        () -> {
          web.etag.set("\"two\"");
          web.bytes = random(10, 3 * RANGE);
          return 503;
        };
    TestIngest ingest =
        TestIngest.of(version)
            .plan(
                source(web.at("large")),
                source(TestSources.page("/open/" + version.id() + "/small", "small")));

    // When
    IngestLoaded loaded = ingest.awaitLoaded();

    // Then
    assertThat(loaded.failed())
        .extracting(IngestMiss::code)
        .containsExactly(ErrorCode.SOURCE_CHANGED.code());
    assertThat(loaded.counts().doneFiles()).isEqualTo(1);
    assertThat(loaded.counts().doneBytes()).isEqualTo(5);
    assertThat(loaded.counts().failedFiles()).isEqualTo(1);
    assertThat(version.puts()).extracting(put -> put.path().toString()).containsExactly("small");

    // And when: it is asked for again
    web.status = () -> 200;
    IngestLoaded again = ingest.again().plan(source(web.at("large"))).awaitLoaded();

    // Then
    assertThat(again.failed()).isEmpty();
    assertThat(again.counts().doneFiles()).isEqualTo(2);
    assertThat(version.puts())
        .extracting(SplitTest::told)
        .contains("large " + Digest.of(web.bytes));
  }

  @Test
  void rangesThatSeveralLoadCountOnce() throws Exception {
    // Given
    Path folder = TestSources.fresh();
    Files.write(folder.resolve("large"), content);
    TestIngest ingest = TestIngest.of(version).plan(source(folder.toUri().toString()));
    IngestItem range =
        TestTopics.body(
            TestTopics.await(
                Topic.INGEST_ITEMS,
                record ->
                    record.key().startsWith(ingest.id() + "/-")
                        && !TestTopics.body(record, IngestItem.class).putsTogether()),
            IngestItem.class);

    // When: others load it, and all later ones, while the worker does
    Race.of(4, () -> load(range));
    IngestLoaded loaded = ingest.awaitLoaded();
    List<IngestItem> all =
        TestTopics.all(Topic.INGEST_ITEMS).stream()
            .filter(record -> record.key().startsWith(ingest.id() + "/"))
            .map(record -> TestTopics.body(record, IngestItem.class))
            .toList();
    all.forEach(this::load);

    // Then: the file, its six ranges, and the whole
    assertThat(all)
        .extracting(IngestItem::item)
        .containsExactlyInAnyOrder(0, -1, -2, -3, -4, -5, -6, -7);
    assertThat(loaded.counts().doneFiles()).isEqualTo(1);
    assertThat(loaded.counts().doneBytes()).isEqualTo(content.length);
    assertThat(version.puts())
        .extracting(SplitTest::told)
        .containsExactly("large " + Digest.of(content));
    assertThat(ingest.timesTold()).isEqualTo(1);
  }

  /** Rows of a table that are about this version's ingest. */
  private long rows(String table) {
    return TestRows.count(table + " JOIN ingest ON id = ingest WHERE version = $1", version.id());
  }

  private boolean load(IngestItem item) {
    try {
      loader.load(item);
      return true;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String told(Entry entry) {
    Entry.File file = (Entry.File) entry;
    return file.path() + (file.executable() ? "* " : " ") + file.digest();
  }

  private static byte[] random(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
