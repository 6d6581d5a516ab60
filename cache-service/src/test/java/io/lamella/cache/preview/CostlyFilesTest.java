package io.lamella.cache.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.Digest;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.kit.event.EventJson;
import io.lamella.preview.Failure;
import io.lamella.preview.Outcome;
import io.lamella.preview.Reading;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose files get less time than any of them needs. */
@TestProfile(CostlyFilesTest.InNoTime.class)
@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class CostlyFilesTest {
  /** No process is up so soon. */
  public static final class InNoTime implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("lamella.previews.time", "PT0.001S");
    }
  }

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path store;
  @Inject CacheServer server;
  @Inject Surveys surveys;
  @Inject Kept kept;

  @Test
  void aFileThatTakesTooLongIsNotLookedIntoAgain() throws Exception {
    byte[] csv = text("a,b\n1,slow\n");
    TestVersion version = new VersionBuilder(store).file("a.csv", csv).seal();

    HttpResponse<byte[]> answer =
        await()
            .atMost(LONG)
            .until(
                () -> server.preview(version, "preview?path=a.csv"),
                found -> found.statusCode() != 202);

    PreviewView view = EventJson.MAPPER.readValue(answer.body(), PreviewView.class);
    assertThat(view.state()).isEqualTo("failed");
    assertThat(view.failure()).isEqualTo("timed-out");
    assertThat(failure(csv)).isEqualTo(Failure.TIMED_OUT);
  }

  @Test
  void aVersionOfSuchFilesHoldsUpTheOthersForThreeOfThem() throws Exception {
    // Given
    VersionBuilder builder = new VersionBuilder(store);
    for (int i = 0; i < 5; i++) {
      builder.file(i + ".csv", text("costly," + i));
    }
    TestVersion costly = builder.seal();
    byte[] next = text("next,one");
    TestVersion behind = new VersionBuilder(store).file("a.csv", next).seal();

    // When
    surveys.makeSoon(costly.ticket().version(), costly.root(), costly.ticket().domains());
    surveys.makeSoon(behind.ticket().version(), behind.root(), behind.ticket().domains());
    await().atMost(LONG).until(() -> failure(next) != null);

    // Then
    assertThat(failure(text("costly,2"))).isEqualTo(Failure.TIMED_OUT);
    assertThat(failure(text("costly,3"))).isNull();
    assertThat(failure(text("costly,4"))).isNull();
  }

  private Failure failure(byte[] csv) throws Exception {
    Optional<Outcome> outcome =
        kept.outcome(Kept.nameOf(Digest.of(csv), Reading.of("a.csv").orElseThrow()));
    return outcome.map(Outcome::failure).orElse(null);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
