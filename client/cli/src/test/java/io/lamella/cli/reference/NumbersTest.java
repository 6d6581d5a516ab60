package io.lamella.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "1.0.0, 1.0.1",
    "1.0.9, 1.0.10",
    "1.9, 1.10.0",
    "1.0, 1.0.0",
    "2.0.rc1, 2.0.1",
    "1, 2.0"
  })
  void areOrderedPartByPart(String lower, String higher) {
    assertThat(Numbers.compare(lower, higher)).isNegative();
    assertThat(Numbers.compare(higher, lower)).isPositive();
    assertThat(Numbers.compare(lower, lower)).isZero();
  }
}
