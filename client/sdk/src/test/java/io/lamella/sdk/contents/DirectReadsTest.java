package io.lamella.sdk.contents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.content.Digest;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.rest.ServerInfo;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.version.HeldTicket;
import io.lamella.sdk.version.TestVersions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs that cache-service sends its clients to the bucket for. */
class DirectReadsTest {
  private static final PackRef PACK =
      new PackRef(TestVersions.DOMAIN, Digest.of(new byte[] {1}), 0);
  private static final PackRef OTHER =
      new PackRef(TestVersions.DOMAIN, Digest.of(new byte[] {2}), 0);
  private static final byte[] FROM_BUCKET = {1, 2, 3};
  private static final byte[] FROM_CACHE = {4, 5, 6};

  private final List<Headers> askedOfCache = new CopyOnWriteArrayList<>();
  private final List<Headers> askedOfBucket = new CopyOnWriteArrayList<>();
  private HttpServer cache;
  private HttpServer bucket;
  private volatile int bucketSays = 206;
  private volatile int seconds = 240;
  private RemotePacks packs;

  @BeforeEach
  void start() throws IOException {
    bucket = server(this::asBucket);
    cache = server(this::asCache);
    VersionView view = TestVersions.uploading(UUID.randomUUID(), 1);
    packs =
        new RemotePacks(new Connection(address(cache), "token"), new HeldTicket(view, () -> view));
  }

  @AfterEach
  void stop() {
    cache.stop(0);
    bucket.stop(0);
  }

  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private static HttpServer server(Answering answering) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", answering::answer);
    server.start();
    return server;
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void asBucket(HttpExchange exchange) throws IOException {
    askedOfBucket.add(exchange.getRequestHeaders());
    send(exchange, bucketSays, FROM_BUCKET);
  }

  private void asCache(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/v1/info")) {
      ServerInfo info = new ServerInfo("test", List.of(), List.of(), Map.of());
      send(exchange, 200, Json.MAPPER.writeValueAsBytes(info));
      return;
    }
    askedOfCache.add(exchange.getRequestHeaders());
    if (exchange.getRequestHeaders().containsKey(Ticket.DIRECT_HEADER)) {
      exchange.getResponseHeaders().add("Location", address(bucket) + "/signed?by=nobody");
      exchange.getResponseHeaders().add("Cache-Control", "private, max-age=" + seconds);
      send(exchange, 307, new byte[0]);
    } else {
      send(exchange, 206, FROM_CACHE);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private byte[] read(PackRef pack) throws IOException {
    try (InputStream in = packs.open(pack, 10, 3)) {
      return in.readAllBytes();
    }
  }

  @Test
  void theBucketIsAskedForTheRangeAndGetsNeitherTokenNorTicket() throws IOException {
    assertThat(read(PACK)).isEqualTo(FROM_BUCKET);

    assertThat(askedOfCache.get(0)).containsKeys("Authorization", Ticket.HEADER);
    assertThat(askedOfBucket).hasSize(1);
    assertThat(askedOfBucket.get(0).get("Range")).containsExactly("bytes=10-12");
    assertThat(askedOfBucket.get(0)).doesNotContainKeys("Authorization", Ticket.HEADER);
    assertThat(packs.bytesFetched()).isEqualTo(3);
  }

  @Test
  void anAddressServesForFurtherRangesOfItsPackUntilItsEnd() throws IOException {
    read(PACK);
    read(PACK);
    assertThat(askedOfCache).hasSize(1);

    read(OTHER);
    assertThat(askedOfCache).hasSize(2);
    assertThat(askedOfBucket).hasSize(3);
  }

  @Test
  void anAddressThatHasEndedIsAskedForAgain() throws IOException {
    seconds = 0;

    read(PACK);
    read(PACK);

    assertThat(askedOfCache).hasSize(2);
    assertThat(askedOfBucket).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 404, 503})
  void whatABucketDoesNotGiveComesThroughCacheService(int status) throws IOException {
    bucketSays = status;

    assertThat(read(PACK)).isEqualTo(FROM_CACHE);
  }

  @Test
  void aBucketThatRefusesAgainAndAgainIsAskedNoMore() throws IOException {
    bucketSays = 403;

    for (int i = 0; i < 10; i++) {
      assertThat(read(PACK)).isEqualTo(FROM_CACHE);
    }

    assertThat(askedOfBucket).hasSize(3);
    assertThat(askedOfCache.get(askedOfCache.size() - 1)).doesNotContainKey(Ticket.DIRECT_HEADER);
  }

  @Test
  void aBucketThatCannotBeReachedIsAskedOnce() throws IOException {
    bucket.stop(0);

    assertThat(read(PACK)).isEqualTo(FROM_CACHE);
    assertThat(read(OTHER)).isEqualTo(FROM_CACHE);

    assertThat(askedOfCache).filteredOn(h -> h.containsKey(Ticket.DIRECT_HEADER)).hasSize(1);
  }
}
