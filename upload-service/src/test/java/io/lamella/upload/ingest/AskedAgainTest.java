package io.lamella.upload.ingest;

import static io.lamella.upload.ingest.TestIngest.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ingests of which nothing was heard for a while. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@QuarkusTestResource(TestSources.class)
class AskedAgainTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Inject Database database;

  @Test
  void theEndIsToldToWhoAsksAgain() {
    // Given
    TestVersion version = TestVersion.fresh();
    IngestSource page = source(TestSources.page("/open/" + version.id(), "x"));
    TestIngest ingest = TestIngest.of(version).plan(page);
    IngestLoaded told = ingest.awaitLoaded();

    // When
    ingest.plan(page);

    // Then
    await().atMost(LONG).until(() -> ingest.timesTold() == 2);
    assertThat(ingest.told()).containsExactly(told, told);
  }

  @Test
  void itemsThatWereLostWithTheirTopicEndTheIngest() {
    // Given: one that waits for an item which is on no topic
    TestVersion version = TestVersion.fresh();
    IngestSource page = source(TestSources.page("/open/" + version.id(), "x"));
    TestIngest ingest = TestIngest.of(version).plan(page);
    ingest.awaitLoaded();
    database.transact(
        tx ->
            tx.run(
                "UPDATE ingest SET state = 'LOADING', items = items + 1, updated = now() - interval"
                    + " '5 minutes' WHERE id = $1",
                ingest.id()));

    // When
    askUntilTold(ingest, page);

    // Then
    IngestLoaded end = ingest.told().get(1);
    assertThat(end.failure()).isNotNull();
    assertThat(end.failure().code()).isEqualTo(ErrorCode.INGEST_LOST.code());

    // And another attempt loads all of it
    TestIngest again = ingest.again().plan(page);
    assertThat(again.awaitLoaded().failure()).isNull();
    assertThat(version.puts()).hasSize(1);
  }

  /** What came before the loss is not all that there is. */
  @Test
  void whereSomeItemsWereLostAllOfItIsLoadedAgain() {
    // Given: one of two files came
    TestVersion version = TestVersion.fresh();
    IngestSource one = source(TestSources.page("/open/" + version.id() + "/1", "x"));
    IngestSource two = source(TestSources.page("/open/" + version.id() + "/2", "y"));
    TestIngest ingest = TestIngest.of(version).plan(one);
    ingest.awaitLoaded();
    database.transact(
        tx ->
            tx.run(
                "UPDATE ingest SET state = 'LOADING', items = items + 1, files = files + 1, updated"
                    + " = now() - interval '5 minutes' WHERE id = $1",
                ingest.id()));
    askUntilTold(ingest, one, two);

    // When
    IngestLoaded end = ingest.again().plan(one, two).awaitLoaded();

    // Then
    assertThat(end.failure()).isNull();
    assertThat(end.counts().doneFiles()).isEqualTo(2);
    assertThat(version.puts()).extracting(put -> put.path().toString()).contains("1", "2");
  }

  /** Whatever the reason: a version that lacks a file does not pass for one that has all. */
  @Test
  void anIngestThatDoesNotAddUpIsNotDone() {
    // Given: a file that is counted and that no item has
    TestVersion version = TestVersion.fresh();
    IngestSource page = source(TestSources.page("/open/" + version.id(), "x"));
    TestIngest ingest = TestIngest.of(version).plan(page);
    ingest.awaitLoaded();
    database.transact(
        tx -> {
          tx.run(
              "UPDATE ingest SET state = 'PLANNING', source = 1, files = files + 1 WHERE id = $1",
              ingest.id());
          tx.run("SELECT pg_notify($1, '')", Ingests.CHANNEL);
        });

    // Then
    await().atMost(LONG).until(() -> ingest.timesTold() == 2);
    IngestLoaded end = ingest.told().get(1);
    assertThat(end.failure()).isNotNull();
    assertThat(end.failure().code()).isEqualTo(ErrorCode.INGEST_LOST.code());
    assertThat(end.failure().detail()).startsWith("1 files were neither loaded nor missed");
  }

  /** Asks again and again, as metadata-service does, until a second end is told. */
  private static void askUntilTold(TestIngest ingest, IngestSource... sources) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              ingest.plan(sources);
              return ingest.timesTold() > 1;
            });
  }

  @Test
  void anItemThatTakesLongIsNotLost() throws InterruptedException {
    // Given: its worker is at it, and nothing was heard of it for a while
    TestVersion version = TestVersion.fresh();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    IngestSource slow =
        source(
            TestSources.page(
                "/open/" + version.id(),
                exchange -> {
                  asked.countDown();
                  try {
                    enough.await(20, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  exchange.sendResponseHeaders(200, 1);
                  exchange.getResponseBody().write('x');
                  exchange.close();
                }));
    TestIngest ingest = TestIngest.of(version).plan(slow);
    TestTopics.await(Topic.INGEST_ITEMS, record -> record.key().startsWith(ingest.id() + "/"));
    asked.await(20, TimeUnit.SECONDS);
    database.transact(
        tx ->
            tx.run(
                "UPDATE ingest SET updated = now() - interval '5 minutes' WHERE id = $1",
                ingest.id()));

    // When
    for (int i = 0; i < 5; i++) {
      ingest.plan(slow);
      Thread.sleep(500);
    }
    enough.countDown();

    // Then
    assertThat(ingest.awaitLoaded().failure()).isNull();
    assertThat(ingest.timesTold()).isEqualTo(1);
    assertThat(version.puts()).hasSize(1);
  }
}
