package io.lamella.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"1", "1.0.0", "v2.1", "1.0rc1", "1.0.0-rc1", "1.0.0.dev1", "2.0.post3", "1!1.0"})
  void knowsThoseThatHaveAPlaceInTheOrder(String number) {
    assertThat(Numbers.isOrdered(number)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "1.0-foo", "", "1..2", "2026/11"})
  void knowsThoseThatHaveNone(String number) {
    assertThat(Numbers.isOrdered(number)).isFalse();
  }
}
