package io.lamella.kit.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackGuardTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:7070", "localhost", "localhost:1", "[::1]:7070", "127.8.9.1"})
  void acceptsRequestsThatNameThisMachine(String host) {
    assertThat(LoopbackGuard.accepts(host, null)).isTrue();
    assertThat(LoopbackGuard.accepts(host, "http://localhost:3000")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "example.org:7070", "localhost.example.org", "10.0.0.1"})
  void refusesRequestsThatNameAnother(String host) {
    assertThat(LoopbackGuard.accepts(host, null)).isFalse();
  }

  @Test
  void refusesPagesOfOtherSites() {
    assertThat(LoopbackGuard.accepts("127.0.0.1:7070", "https://example.org")).isFalse();
    assertThat(LoopbackGuard.accepts("127.0.0.1:7070", "null")).isFalse();
    assertThat(LoopbackGuard.accepts(null, null)).isFalse();
  }
}
