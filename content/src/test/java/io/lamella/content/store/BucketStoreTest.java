package io.lamella.content.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.buckets.S3Server;
import io.lamella.content.bucket.Bucket;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.chunk.Samples;
import io.lamella.content.store.ObjectStore.PutMode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract over a real S3 server, and what only buckets have. */
class BucketStoreTest extends ObjectStoreContractTest {
  private static final String STORE = "s3://datasets/lamella/store";

  private final S3Server server = new S3Server("datasets");
  private final ObjectStores stores = new ObjectStores(store -> server.environment());

  @Override
  ObjectStore open() throws IOException {
    return stores.open(URI.create(STORE));
  }

  @AfterEach
  void stop() {
    stores.close();
    server.close();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void objectsLieBeneathThePrefixOfTheStore() throws IOException {
    // When
    open().put("packs/ab/cd.0", bytes("x"), PutMode.IF_ABSENT);
    stores.open(URI.create("s3://datasets")).put("other", bytes("y"), PutMode.IF_ABSENT);

    // Then
    assertThat(server.get("datasets", "lamella/store/packs/ab/cd.0"))
        .isEqualTo("x".getBytes(UTF_8));
    assertThat(server.get("datasets", "other")).isEqualTo("y".getBytes(UTF_8));
    assertThat(open().list("", null, 10)).hasSize(1);
    assertThat(open().stat("other")).isEmpty();
  }

  @Test
  void aRangeOfManyPartsComesWholeAndOfOnePartLittleIsHeld() throws IOException {
    // Given
    byte[] data = Samples.noise(3, 2 * Bucket.RANGE + 12_345);
    open().put("large", ByteBuffer.wrap(data), PutMode.IF_ABSENT);

    // When
    byte[] read;
    try (InputStream in = open().read("large", 5, data.length - 5L)) {
      read = in.readAllBytes();
    }

    // Then
    assertThat(read).isEqualTo(java.util.Arrays.copyOfRange(data, 5, data.length));
  }

  @Test
  void whoHasNoKeyReadsWhatWasSignedForHim() throws IOException, InterruptedException {
    // Given
    open().put("packs/ab/cd.0", bytes("0123456789"), PutMode.IF_ABSENT);

    // When
    URI signed = open().presignRead("packs/ab/cd.0", Duration.ofMinutes(1)).orElseThrow();
    HttpRequest request = HttpRequest.newBuilder(signed).header("Range", "bytes=2-4").build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

    // Then
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo("234");
  }

  @Test
  void wrongCredentialsAreRefusedAndNotTriedAgain() throws IOException {
    // Given
    Map<String, String> wrong = new HashMap<>(server.environment());
    wrong.put("AWS_SECRET_ACCESS_KEY", "not-the-secret");
    try (ObjectStores others = new ObjectStores(store -> wrong)) {
      ObjectStore store = new RetryingStore(others.open(URI.create(STORE)), Duration.ofDays(1));

      // Then
      assertThatThrownBy(() -> store.put("x", bytes("x"), PutMode.IF_ABSENT))
          .isInstanceOf(BucketException.class)
          .hasMessageContaining("the bucket datasets refuses access")
          .hasMessageNotContaining("not-the-secret");
    }
  }

  @Test
  void aBucketThatIsNotThereSaysSo() throws IOException {
    ObjectStore store = stores.open(URI.create("s3://nowhere/x"));

    assertThatThrownBy(() -> store.put("x", bytes("x"), PutMode.IF_ABSENT))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("the bucket nowhere");
  }
}
