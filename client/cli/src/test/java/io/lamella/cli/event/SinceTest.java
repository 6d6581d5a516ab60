package io.lamella.cli.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "90s, 2026-11-27T07:58:30Z",
    "30m, 2026-11-27T07:30:00Z",
    "2h, 2026-11-27T06:00:00Z",
    "7d, 2026-11-20T08:00:00Z",
    "2026-11-26T01:02:03Z, 2026-11-26T01:02:03Z",
    "2026-11-26T01:02:03+02:00, 2026-11-25T23:02:03Z"
  })
  void readsTimesAndHowLongAgo(String text, Instant time) {
    assertThat(Since.parse(text, NOW)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2", "h", "-1h", "2026-11-26"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Since.parse(text, NOW)).isInstanceOf(UsageException.class);
  }
}
