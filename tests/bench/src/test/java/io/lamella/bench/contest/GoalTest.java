package io.lamella.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTest {
  @ParameterizedTest
  @CsvSource({
    "0.5, AIM",
    "0.51, BAR",
    "1.0, BAR",
    "1.01, TOLERATED",
    "1.2, TOLERATED",
    "1.21, MISSED"
  })
  void timesHaveATolerance(double ratio, Goal.Outcome outcome) {
    Goal goal = new Goal("time", Goal.Unit.RATIO, 1, 0.5);
    assertThat(goal.judge(OptionalDouble.of(ratio))).isEqualTo(outcome);
  }

  @Test
  void bytesHaveNone() {
    Goal goal = new Goal("stored", Goal.Unit.BYTES, 200_000, 100_000);
    assertThat(goal.judge(OptionalDouble.of(200_001))).isEqualTo(Goal.Outcome.MISSED);
  }

  @Test
  void anAimWithoutABarIsNotMissed() {
    Goal goal = new Goal("time", Goal.Unit.RATIO, Double.POSITIVE_INFINITY, 0.5);
    assertThat(goal.judge(OptionalDouble.of(7))).isEqualTo(Goal.Outcome.OPEN);
  }

  @Test
  void nothingIsSaidOfWhatIsNotKnown() {
    Goal goal = new Goal("time", Goal.Unit.RATIO, 1, 0.5);
    assertThat(goal.judge(OptionalDouble.empty())).isEqualTo(Goal.Outcome.UNKNOWN);
  }
}
