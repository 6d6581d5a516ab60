package io.lamella.sdk.contents;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.pack.PackRef;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import io.lamella.contracts.rest.ServerInfo;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.version.HeldTicket;
import io.lamella.sdk.version.TestVersions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemotePacksTest {
  private static final PackRef PACK =
      new PackRef(TestVersions.DOMAIN, Digest.of(new byte[] {1}), 0);

  private HttpServer server;
  private ErrorCode answer = ErrorCode.INTERNAL;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean info = exchange.getRequestURI().getPath().equals("/v1/info");
          Problem problem = Problem.of(answer, "no");
          byte[] body =
              Json.MAPPER.writeValueAsBytes(
                  info ? new ServerInfo("test", List.of(), List.of(), Map.of()) : problem);
          exchange.sendResponseHeaders(info ? 200 : problem.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private RemotePacks packs() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    VersionView view = TestVersions.uploading(UUID.randomUUID(), 1);
    return new RemotePacks(new Connection(address, null), new HeldTicket(view, () -> view));
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"RANGE_NOT_SATISFIABLE", "CONTENT_DAMAGED"})
  void aPackThatIsTooShortOrDamagedIsCorrupted(ErrorCode code) {
    answer = code;

    assertThatThrownBy(() -> packs().open(PACK, 10, 20))
        .isInstanceOf(CorruptedException.class)
        .hasMessageContaining(PACK.key());
  }

  @Test
  void aPackThatIsGoneIsNamed() {
    answer = ErrorCode.NOT_FOUND;

    assertThatThrownBy(() -> packs().open(PACK, 10, 20))
        .isInstanceOf(NoSuchObjectException.class)
        .hasMessageContaining(PACK.key());
  }

  @Test
  void whatTheCallerMayNotReadIsNotTakenForDamage() {
    answer = ErrorCode.FORBIDDEN;

    assertThatThrownBy(() -> packs().open(PACK, 10, 20)).isInstanceOf(LamellaException.class);
  }
}
