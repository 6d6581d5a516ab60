package io.lamella.upload.source;

import static io.lamella.upload.source.KeyListingTest.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.buckets.AzureServer;
import io.lamella.buckets.GcsServer;
import io.lamella.content.bucket.Bucket;
import io.lamella.content.bucket.BucketKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of emulators of Google's and Azure's buckets, where these can be fetched. */
class EmulatedListingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aFlatPrefixOfAzureComesInPagesAndGoesOnFromAnyPosition()
      throws IOException, InterruptedException {
    AzureServer server =
        AzureServer.start(Path.of("target", "azurite").toAbsolutePath(), "frames").orElse(null);
    assumeTrue(server != null, "the emulator cannot be fetched here");
    try (server) {
      check(BucketKind.AZURE, server.environment(), "%04d +é.jpg");
    }
  }

  @Test
  void aFlatPrefixOfGoogleComesInPagesAndGoesOnFromAnyPosition()
      throws IOException, InterruptedException {
    GcsServer server =
        GcsServer.start(Path.of("target", "gcs").toAbsolutePath(), "frames").orElse(null);
    assumeTrue(server != null, "the emulator cannot be fetched here");
    try (server) {
      // The binding writes no other names there.
      check(BucketKind.GCS, server.environment(), "%04d.jpg");
    }
  }

  private static void check(BucketKind kind, Map<String, String> environment, String name)
      throws IOException {
    String prefix = kind.scheme() + "://frames/flat/";
    List<String> names = IntStream.range(0, 1_200).mapToObj(i -> String.format(name, i)).toList();
    try (Bucket bucket = Bucket.open(kind, "frames", environment, PATIENCE)) {
      for (String each : names) {
        bucket.create("flat/" + each, new byte[3]);
      }
      bucket.create("flau", new byte[1]);
    }
    BucketSource source = new BucketSource(environment, PATIENCE);

    // When
    Listing whole = source.list(SourceAddress.of(prefix), null);
    List<Found> first = take(whole, 700);
    List<Found> rest = take(source.list(SourceAddress.of(prefix), whole.position()), 1_200);

    // Then
    assertThat(first).extracting(Found::path).isEqualTo(names.subList(0, 700));
    assertThat(rest).extracting(Found::path).isEqualTo(names.subList(700, 1_200));
    assertThat(take(whole, 1_200)).isEqualTo(rest);
    Found one = rest.get(0);
    assertThat(one.size()).isEqualTo(3);
    try (Opened opened = source.open(SourceAddress.of(one.uri()))) {
      assertThat(opened.etag()).isEqualTo(one.etag());
    }
    source.stop();
  }
}
