package io.lamella.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.bench.measure.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void dividesOurMedianByTheirs() {
    // Given
    Map<String, List<Sample>> samples =
        Map.of(
            "lamella", List.of(taking(3), taking(90), taking(1)),
            "restic", List.of(taking(6), taking(2), taking(60)));

    // Then
    assertThat(Figure.timeAgainst("restic").of(samples)).hasValue(0.5);
  }

  @Test
  void knowsNothingAgainstAToolThatIsNotInstalled() {
    assertThat(Figure.timeAgainst("restic").of(Map.of("lamella", List.of(taking(1))))).isEmpty();
  }

  @Test
  void comparesWhatAChildStoresWithItsParent() {
    // Given
    Sample child = taking(1).with(Sample.STORED, 30).with(ChildVersion.PARENT, 200);

    // Then
    assertThat(
            Target.storedShare("lamella", 0.2, 0.1).figure().of(Map.of("lamella", List.of(child))))
        .hasValue(0.15);
  }

  private static Sample taking(double seconds) {
    return new Sample(seconds, 0, 0, 0, Map.of());
  }
}
