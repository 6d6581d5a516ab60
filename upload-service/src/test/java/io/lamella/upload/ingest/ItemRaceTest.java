package io.lamella.upload.ingest;

import static io.lamella.upload.ingest.TestIngest.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.Topic;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Items that come more than once, at the same time or later. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@QuarkusTestResource(TestSources.class)
class ItemRaceTest {
  @Inject Loader loader;

  @Test
  void anItemThatSeveralLoadCountsOnce() throws Exception {
    // Given: an ingest whose second source cannot be listed yet, so that it stays open
    Path folder = TestSources.fresh();
    for (int i = 0; i < 50; i++) {
      Files.writeString(folder.resolve("f" + i), "file " + i);
    }
    TestVersion version = TestVersion.fresh();
    TestIngest ingest = TestIngest.of(version).plan(source(folder.toUri().toString()));
    IngestItem item =
        TestTopics.body(
            TestTopics.await(
                Topic.INGEST_ITEMS, record -> record.key().startsWith(ingest.id() + "/")),
            IngestItem.class);

    // When: others load it while the worker does, and after it
    Race.of(
        4,
        () -> {
          load(item);
          return true;
        });
    IngestLoaded loaded = ingest.awaitLoaded();
    load(item);

    // Then
    assertThat(loaded.counts().doneFiles()).isEqualTo(50);
    assertThat(version.puts()).hasSize(50);
    assertThat(ingest.timesTold()).isEqualTo(1);
  }

  private void load(IngestItem item) {
    try {
      loader.load(item);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsCancelledIsNotLoaded() throws Exception {
    // Given: a source that never ends
    TestVersion version = TestVersion.fresh();
    AtomicBoolean gaveUp = new AtomicBoolean();
    String slow =
        TestSources.page(
            "/open/slow" + version.id(),
            exchange -> {
              exchange.sendResponseHeaders(200, 1 << 20);
              try {
                for (int i = 0; i < 1 << 20; i++) {
                  exchange.getResponseBody().write(1);
                  exchange.getResponseBody().flush();
                  sleep();
                }
              } catch (IOException e) {
                gaveUp.set(true);
                throw e;
              }
            });
    TestIngest ingest = TestIngest.of(version).plan(source(slow));
    TestTopics.await(Topic.INGEST_ITEMS, record -> record.key().startsWith(ingest.id() + "/"));

    // When
    ingest.cancel();
    TestIngest next =
        TestIngest.of(version).plan(source(TestSources.page("/open/" + version.id(), "x")));
    next.awaitLoaded();

    // Then
    assertThat(version.puts())
        .extracting(entry -> entry.path().toString())
        .containsExactly(version.id().toString());
    assertThat(ingest.timesTold()).isEqualTo(1);
    await().atMost(Duration.ofSeconds(20)).untilTrue(gaveUp);
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
