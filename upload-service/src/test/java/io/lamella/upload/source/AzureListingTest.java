package io.lamella.upload.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.buckets.AzureServer;
import io.lamella.content.bucket.Bucket;
import io.lamella.content.bucket.BucketKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of Microsoft's emulator, where Node and its packages can be had. */
class AzureListingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PREFIX = "azblob://frames/flat/";

  @Test
  void aFlatPrefixComesInPagesAndGoesOnFromAnyPosition() throws IOException, InterruptedException {
    // Given
    AzureServer server =
        AzureServer.start(Path.of("target", "azurite").toAbsolutePath(), "frames").orElse(null);
    assumeTrue(server != null, "the emulator cannot be fetched here");
    try (server;
        Bucket bucket = Bucket.open(BucketKind.AZURE, "frames", server.environment(), PATIENCE)) {
      List<String> names =
          IntStream.range(0, 1_200).mapToObj(i -> String.format("%04d +é.jpg", i)).toList();
      for (String name : names) {
        bucket.create("flat/" + name, new byte[3]);
      }
      bucket.create("flau", new byte[1]);
      BucketSource source = new BucketSource(server.environment(), PATIENCE);

      // When
      Listing whole = source.list(SourceAddress.of(PREFIX), null);
      List<Found> first = take(whole, 700);
      List<Found> rest = take(source.list(SourceAddress.of(PREFIX), whole.position()), 1_200);

      // Then
      assertThat(first).extracting(Found::path).isEqualTo(names.subList(0, 700));
      assertThat(rest).extracting(Found::path).isEqualTo(names.subList(700, 1_200));
      assertThat(take(whole, 1_200)).isEqualTo(rest);
      Found one = rest.get(0);
      assertThat(one.size()).isEqualTo(3);
      try (Opened opened = source.open(SourceAddress.of(one.uri()))) {
        assertThat(opened.etag()).isEqualTo(one.etag());
        assertThat(opened.modified()).isEqualTo(one.modified());
      }
      source.stop();
    }
  }

  private static List<Found> take(Listing listing, int count) throws IOException {
    List<Found> found = new ArrayList<>();
    while (found.size() < count) {
      Found next = listing.next();
      if (next == null) {
        break;
      }
      found.add(next);
    }
    return found;
  }
}
