package io.lamella.cache.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.Digest;
import io.lamella.testkit.RealServices;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class SlowReaderTest {
  private static final int LENGTH = 48 << 20;

  /** Far more than the queue of a connection and the buffers of the sockets together. */
  private static final double BOUND = 16 << 20;

  @TempDir Path store;
  @Inject CacheServer server;
  @Inject MeterRegistry meters;
  private TestVersion version;
  private Digest digest;

  @BeforeEach
  void makeVersion() throws Exception {
    byte[] bytes = new byte[LENGTH];
    new Random(9).nextBytes(bytes);
    digest = Digest.of(bytes);
    version = new VersionBuilder(store).file("large", bytes).seal();
  }

  @Test
  void readsNoFurtherThanTheClientTakesIt() throws Exception {
    // Given
    double before = sent();
    try (Socket client = connect()) {
      ask(client);

      // When
      awaitStandstill();

      // Then
      assertThat(sent() - before).isLessThan(BOUND);
      assertThat(underWay()).isEqualTo(LENGTH);
      InputStream in = new BufferedInputStream(client.getInputStream());
      skipHead(in);
      MessageDigest sha = Digest.sha256();
      byte[] buffer = new byte[1 << 16];
      long left = LENGTH;
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        assertThat(count).isPositive();
        sha.update(buffer, 0, count);
        left -= count;
      }
      assertThat(Digest.of(sha)).isEqualTo(digest);
    }
    // The last bytes are counted when they are gone, which the client may see first.
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(sent() - before).isEqualTo(LENGTH));
    assertThat(underWay()).isZero();
  }

  @Test
  void stopsReadingWhenTheClientIsGone() throws Exception {
    // Given
    double before = sent();
    try (Socket client = connect()) {
      ask(client);
      awaitStandstill();
    }

    // When
    awaitStandstill();

    // Then
    assertThat(sent() - before).isLessThan(BOUND);
    assertThat(underWay()).isZero();
  }

  private double underWay() {
    return meters.get("lamella.in.flight").tag("direction", "out").gauge().value();
  }

  private Socket connect() throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(1 << 16);
    client.connect(new InetSocketAddress("127.0.0.1", server.port()));
    return client;
  }

  private void ask(Socket client) throws IOException {
    String request =
        "GET "
            + CacheServer.contents(version.id(), "files/large")
            + " HTTP/1.1\r\nHost: localhost\r\nLamella-Ticket: "
            + server.sign(version.ticket())
            + "\r\n\r\n";
    client.getOutputStream().write(request.getBytes(US_ASCII));
    assertThat(client.getInputStream().read()).isEqualTo('H');
  }

  private static void skipHead(InputStream in) throws IOException {
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      assertThat(next).isNotNegative();
      if (next == '\n') {
        newlines++;
      } else if (next != '\r') {
        newlines = 0;
      }
    }
  }

  private void awaitStandstill() {
    double[] last = {-1};
    await()
        .pollInterval(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              boolean still = sent() == last[0];
              last[0] = sent();
              return still;
            });
  }

  private double sent() {
    return meters.counter("lamella.bytes.out", "kind", "files").count();
  }
}
