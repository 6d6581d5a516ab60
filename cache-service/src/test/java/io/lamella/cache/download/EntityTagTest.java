package io.lamella.cache.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
  private static final EntityTag TAG = new EntityTag("abc");

  @ParameterizedTest
  @ValueSource(strings = {"\"abc\"", "W/\"abc\"", "*", "\"x\", \"abc\""})
  void isNamed(String header) {
    assertThat(TAG.isNamedBy(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abcd\"", "abc", "", "\"x\",\"y\""})
  void isNotNamed(String header) {
    assertThat(TAG.isNamedBy(header)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"abc\"", "\"x\"", "Wed, 21 Oct 2026 07:28:00 GMT"})
  void isNotDemandedByAnythingWeaker(String header) {
    assertThat(TAG.isDemandedBy(header)).isFalse();
  }
}
