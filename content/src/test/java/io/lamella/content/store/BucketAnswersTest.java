package io.lamella.content.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.lamella.content.store.ObjectStore.PutMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What buckets are told, and what they answer, that servers in tests do not know of. */
class BucketAnswersTest {
  private final List<Headers> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger busy = new AtomicInteger();
  private HttpServer server;
  private Map<String, String> variables;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          asked.add(exchange.getRequestHeaders());
          boolean slow = busy.getAndDecrement() > 0;
          byte[] body =
              slow
                  ? "<Error><Code>SlowDown</Code><Message>less</Message></Error>".getBytes(UTF_8)
                  : new byte[0];
          exchange.getResponseHeaders().add("ETag", "\"1\"");
          exchange.sendResponseHeaders(slow ? 503 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    variables = new HashMap<>();
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    variables.put("AWS_ACCESS_KEY_ID", "key");
    variables.put("AWS_SECRET_ACCESS_KEY", "secret");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void put() throws IOException {
    try (ObjectStores stores = new ObjectStores(store -> variables)) {
      ObjectStore store = new RetryingStore(stores.open(URI.create("s3://lake/x")));
      assertThat(store.put("key", ByteBuffer.wrap(new byte[] {1}), PutMode.REPLACE)).isTrue();
    }
  }

  @Test
  void aBucketThatAsksToBeSlowerIsAskedMoreSlowlyUntilItTakesThings() throws IOException {
    busy.set(4);
    long begun = System.nanoTime();

    put();

    assertThat(asked).hasSize(5);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void objectsAreEncryptedWithTheBucketsKeyWhereThatIsWanted() throws IOException {
    variables.put("LAMELLA_S3_ENCRYPTION", "aws:kms");
    variables.put("LAMELLA_S3_KMS_KEY", "arn:of-a-key");

    put();

    assertThat(asked.get(0).get("x-amz-server-side-encryption")).containsExactly("aws:kms");
    assertThat(asked.get(0).get("x-amz-server-side-encryption-aws-kms-key-id"))
        .containsExactly("arn:of-a-key");
  }

  @Test
  void nothingIsSaidOfKeysWhereNothingIsWanted() throws IOException {
    put();

    assertThat(asked.get(0)).doesNotContainKey("x-amz-server-side-encryption");
  }
}
