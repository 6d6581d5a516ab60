package io.lamella.contracts.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "build-17.a_b", "4BF92F3577B34DA6A3CE929D0E0E4736"})
  void takesWhatAClientCallsItsRequest(String id) {
    assertThat(RequestId.sane(id)).contains(id);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "two words", "line\nbreak", "{\"a\":1}", "é", "a/b"})
  void takesNothingThatCouldPassForSomethingElseInALog(String id) {
    assertThat(RequestId.sane(id)).isEmpty();
  }

  @Test
  void takesNoneThatIsTooLong() {
    assertThat(RequestId.sane("x".repeat(128))).isPresent();
    assertThat(RequestId.sane("x".repeat(129))).isEmpty();
  }
}
