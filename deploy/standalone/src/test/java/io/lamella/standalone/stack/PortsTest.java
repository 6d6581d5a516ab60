package io.lamella.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.standalone.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void keepsThePortsOfTheLastStart() {
    List<Integer> free = FreePort.find(2);
    Ports ports = new Ports(Map.of("upload", free.get(0), "cache", free.get(1)));

    assertThat(ports.of("upload")).isEqualTo(free.get(0));
    assertThat(ports.of("cache")).isEqualTo(free.get(1));
    assertThat(ports.of("sealer")).isNotIn(free);
    assertThat(ports.of("sealer")).isEqualTo(ports.of("sealer"));
  }

  @Test
  void choosesAnotherWhereSomebodyElseListens() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Ports ports = new Ports(Map.of("upload", other.getLocalPort()));

      assertThat(ports.of("upload")).isNotEqualTo(other.getLocalPort());
    }
  }
}
