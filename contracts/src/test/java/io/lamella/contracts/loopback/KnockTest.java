package io.lamella.contracts.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnockTest {
  @ParameterizedTest
  @ValueSource(ints = {200, 204, 401, 503})
  void saysWhatIsAnswered(int status) throws IOException {
    // Given
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ready", exchange -> exchange.sendResponseHeaders(status, -1));
    server.start();

    // When
    int answered = Knock.status(server.getAddress().getPort(), "/ready");

    // Then
    server.stop(0);
    assertThat(answered).isEqualTo(status);
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    // Given
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    // When
    int answered = Knock.status(port, "/ready");

    // Then
    assertThat(answered).isEqualTo(-1);
  }
}
