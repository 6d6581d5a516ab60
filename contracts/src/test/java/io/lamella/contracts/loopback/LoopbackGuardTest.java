package io.lamella.contracts.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:7070", "localhost", "localhost:1", "[::1]:7070", "[::1]", "127.8.9.1"})
  void acceptsRequestsThatNameThisMachine(String host) {
    assertThat(LoopbackGuard.refusal(host, null)).isEmpty();
    assertThat(LoopbackGuard.refusal(host, "http://" + host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "example.org:7070",
        "localhost.example.org",
        "127.example.org",
        "127.0.0.1.example.org",
        "127.0.0.1.example.org:7070",
        "127.0.0.1:7070.example.org",
        "x127.0.0.1",
        "localhost:",
        "10.0.0.1",
        "[::2]",
        "::1",
        ""
      })
  void refusesRequestsThatNameAnother(String host) {
    assertThat(LoopbackGuard.refusal(host, null)).isPresent();
    assertThat(LoopbackGuard.refusal(host, "http://" + host)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:7070, https://example.org",
    "127.0.0.1:7070, null",
    "127.0.0.1:7070, http://127.0.0.1.example.org:7070",
    "127.0.0.1:7070, http://127.0.0.1:3000",
    "127.0.0.1:7070, http://127.0.0.1",
    "127.0.0.1:7070, http://localhost:7070",
    "127.0.0.1:7070, https://127.0.0.1:7070",
    "127.0.0.1:7070, ''"
  })
  void refusesPagesOfOtherPlaces(String host, String origin) {
    assertThat(LoopbackGuard.refusal(host, origin)).isPresent();
  }

  @Test
  void refusesRequestsThatNameNobody() {
    assertThat(LoopbackGuard.refusal(null, null)).isPresent();
  }

  @Test
  void knowsAddressesOfThisMachine() {
    assertThat(new String[] {"127.0.0.1", "localhost", "::1", "127.1.2.3"})
        .allMatch(LoopbackGuard::isLoopback);
    assertThat(new String[] {"0.0.0.0", "::", "127.example.org", "127.0.0.1.example.org", ""})
        .noneMatch(LoopbackGuard::isLoopback);
  }
}
