package io.lamella.cache.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.cache.localcopy.LocalCopyJobs;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.contracts.rest.LocalCopyView;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that makes local copies of versions as soon as they are final. */
@TestProfile(WarmLocalCopiesTest.AsCopies.class)
@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class WarmLocalCopiesTest {
  /** Copies instead of cached blocks. */
  public static final class AsCopies implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("lamella.warm-local-copies", "true");
    }
  }

  @TempDir Path store;
  @Inject LocalCopyJobs jobs;

  @Test
  void copiesVersionsThatBecomeFinalWhereTheyAreWanted() throws Exception {
    // Given
    TestVersion cold = new VersionBuilder(store).file("cold", new byte[] {1}).seal();
    TestVersion warm = new VersionBuilder(store).file("a/warm", new byte[] {2}).seal();
    send(cold.finalized("cold", "frames"));

    // When
    send(warm.finalized("warm/deep", "frames"));

    // Then
    LocalCopyView ready =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> find(warm),
                view -> view.filter(copy -> copy.state().equals("ready")).isPresent())
            .orElseThrow();
    assertThat(Path.of(String.valueOf(ready.path())).resolve("a/warm"))
        .hasBinaryContent(new byte[] {2});
    assertThat(find(cold)).isEmpty();
  }

  private Optional<LocalCopyView> find(TestVersion version) {
    return jobs.list().stream().filter(copy -> copy.version().equals(version.id())).findFirst();
  }

  private static void send(VersionEvent event) {
    TestTopics.send(
        Topic.VERSIONS,
        event.dataset().toString(),
        EventType.VERSION_FINALIZED,
        event.version().toString(),
        event);
  }
}
