package io.lamella.cache.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "vision/frames,true",
    "secret/frames,false",
    "secret/deep/frames,false",
    "vision/faces,false",
    "vision/faces/more,true",
    "notsecret/frames,true"
  })
  void allowsAllButWhatIsExcluded(String dataset, boolean allowed) {
    PreviewPolicy policy = new PreviewPolicy(true, List.of("secret/**", " vision/faces"));

    assertThat(policy.allows(dataset)).isEqualTo(allowed);
  }

  @Test
  void allowsNothingWhereItIsSwitchedOff() {
    assertThat(new PreviewPolicy(false, List.of()).allows("vision/frames")).isFalse();
  }
}
