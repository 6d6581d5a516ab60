package io.lamella.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedAddressesTest {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/a?b=%41", "/%c3%BC?=%25", "/a?b=%2525&c", "/+"})
  void takesWhatIsPercentEncoded(String address) {
    assertThat(MalformedAddresses.isEncoded(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%", "/a?b=%4", "/%zz", "/%41%4", "/%%41", "/a?b=%4g&c=%41", "/%-1"})
  void refusesWhatIsNot(String address) {
    assertThat(MalformedAddresses.isEncoded(address)).isFalse();
  }
}
