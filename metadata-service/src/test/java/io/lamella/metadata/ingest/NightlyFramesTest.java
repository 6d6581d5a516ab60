package io.lamella.metadata.ingest;

import static io.lamella.metadata.Catalogue.as;
import static io.lamella.metadata.Catalogue.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.rest.IngestView;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The producer with a channel that {@code docs/pipelines.md} shows. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class NightlyFramesTest {
  @Inject NightlyFrames frames;
  @Inject Pool pool;

  @Test
  void whatItSendsIsAnIngestOnceHoweverOftenItIsSent() {
    // Given
    LocalDate day = LocalDate.of(2026, 11, 27);

    // When
    frames.written(day).await().atMost(Duration.ofSeconds(30));
    frames.written(day).await().atMost(Duration.ofSeconds(30));

    // Then
    await().atMost(Duration.ofSeconds(30)).until(() -> count(day) == 1);
    IngestView ingest = as(get("/v1/ingests/" + id(day)), 200, IngestView.class);
    assertThat(ingest.project()).isEqualTo("vision/raw");
    assertThat(ingest.createdBy()).isEqualTo("/camera");
  }

  @Test
  void thePageShowsThisProducer() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/lamella/metadata/ingest/NightlyFrames.java"));
    String page = Files.readString(Path.of("../docs/pipelines.md"));
    assertThat(page)
        .contains("```java\n" + source.substring(source.indexOf("@ApplicationScoped\n")) + "```");
  }

  private long count(LocalDate day) {
    return rows("SELECT count(*) AS n FROM ingest WHERE key = $1", day).getLong("n");
  }

  private UUID id(LocalDate day) {
    return rows("SELECT id FROM ingest WHERE key = $1", day).getUUID("id");
  }

  private Row rows(String query, LocalDate day) {
    RowIterator<Row> rows =
        pool.preparedQuery(query)
            .execute(Tuple.of("night-" + day))
            .await()
            .indefinitely()
            .iterator();
    return rows.next();
  }
}
